package io.gongkai.demonstration;

import io.gongkai.intake.Desks;
import io.gongkai.intake.Incoming;
import io.gongkai.organization.OrganizationId;
import io.gongkai.request.ApplicantKind;
import io.gongkai.request.DisclosureRequest;
import io.gongkai.request.Releases;
import io.gongkai.request.Reply;
import io.gongkai.request.RequestDoor;
import io.gongkai.request.RequestOutcome;
import io.gongkai.request.Requests;
import io.gongkai.shared.CountyClock;
import io.gongkai.shared.PersonId;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What people asked to have disclosed in the year, and how far each request has come. */
@Component
class RequestYear {

    /** How far a request has come; those of the accounts' units wait for somebody there. */
    private enum Course {
        RECEIVED,
        INCOMPLETE,
        ACCEPTED,
        DRAFTED,
        CONSULTED,
        EXTENDED,
        TO_DELIVER,
        OVERDUE,
        ESCALATED,
        REVERSED,
        UPHELD,
        SETTLED,
        WITHDRAWN,
        ANSWERED,
        RATED,
        RELEASED
    }

    private record Story(String title, String content, Reply.Words words) {}

    private static final Reply.Words NO_FAMILIES =
            new Reply.Words(RequestOutcome.REFUSED_PRIVACY, "", "材料里写着各户的病情和收入，属于个人隐私，当事人不同意公开。", "");

    private static final List<Story> STORIES = List.of(
            disclosed("党费使用明细", "请公开去年%s党费留存部分的使用明细。", "去年留存党费用于慰问老党员和购买学习资料，逐笔支出和票据编号已整理成表，见附件说明。"),
            disclosed("修路工程的决算", "请公开%s今年修路工程的决算和施工单位。", "工程已经验收，决算比预算少用四万余元，施工单位由三家比价选定，验收单和决算书可到窗口查阅。"),
            disclosed("发展党员的推荐票数", "请公开%s今年发展党员的推荐和表决票数。", "今年发展党员一名，推荐会和支部大会应到、实到人数和票数都已记入会议记录，现一并公开。"),
            new Story(
                    "班子成员分工",
                    "请公开%s班子成员的分工和联系电话。",
                    new Reply.Words(RequestOutcome.ALREADY_PUBLIC, "", "", "党务公开网本单位页面“班子成员”一栏，公开栏第一版也有。")),
            new Story(
                    "困难户评定的讨论记录",
                    "请公开%s困难户评定会议的全部记录。",
                    new Reply.Words(
                            RequestOutcome.PARTLY_DISCLOSED, "评定标准、参会人数、每户得票和结果全部公开。", "各户的病情和收入属于个人隐私，不予公开。", "")),
            new Story("帮扶对象的家庭材料", "请公开%s全部帮扶对象的家庭情况材料。", NO_FAMILIES),
            new Story(
                    "十年前的换届材料",
                    "请公开%s十年前换届选举的全部材料。",
                    new Reply.Words(RequestOutcome.NOT_HELD, "", "本单位档案从2016年起保管，以前的材料已移交，查档后没有找到。", "")),
            new Story(
                    "校车线路的审批",
                    "请公开%s校车线路是怎么批的。",
                    new Reply.Words(RequestOutcome.OTHER_BODY, "", "", "校车线路由县教育部门会同交通部门审批，请向县教育局党组申请。")),
            new Story(
                    "土地流转补贴的发放",
                    "请公开%s土地流转补贴发放的标准和依据。",
                    new Reply.Words(
                            RequestOutcome.TRANSFERRED_TO_GOVERNMENT_INFORMATION,
                            "",
                            "",
                            "属于政府信息，已移交镇政府信息公开办公室，移交单第12号。")),
            new Story(
                    "纪律处分的谈话记录",
                    "请公开%s有关人员受处分的谈话记录。",
                    new Reply.Words(RequestOutcome.REFUSED_OTHER, "", "谈话记录是审查中的内部材料，按规定不对外公开；处分决定已在党内通报。", "")));

    private static Story disclosed(String title, String content, String text) {
        return new Story(title, content, new Reply.Words(RequestOutcome.DISCLOSED, text, "", ""));
    }

    private final Requests requests;
    private final Releases releases;
    private final Desks desks;
    private final CountyClock clock;

    RequestYear(Requests requests, Releases releases, Desks desks, CountyClock clock) {
        this.requests = requests;
        this.releases = releases;
        this.desks = desks;
        this.clock = clock;
    }

    /** The full county lets bodies ask, too. */
    void openToAll(OrganizationId county, PersonId systemAdmin, Days days) {
        clock.at(days.at(LocalDate.of(Days.YEAR, 1, 8), 9, 0), () -> {
            requests.setCircle(county, EnumSet.allOf(ApplicantKind.class), "企业和社会组织也可以申请公开", systemAdmin)
                    .orThrow();
        });
    }

    void tell(Unit unit, OrganizationId id, Staff staff, Days days, boolean full) {
        var chance = new Chance(unit.code() + "/requests");
        if (!full) {
            return;
        }
        var telling = new Telling(unit, id, staff, days, chance);
        if (unit.code().equals(Staff.DEMONSTRATION_VILLAGE)) {
            telling.all(
                    Course.RATED,
                    Course.RELEASED,
                    Course.REVERSED,
                    Course.ESCALATED,
                    Course.OVERDUE,
                    Course.CONSULTED,
                    Course.DRAFTED,
                    Course.RECEIVED);
        } else if (unit.code().equals(Staff.DEMONSTRATION_TOWN)) {
            telling.all(Course.UPHELD, Course.RELEASED, Course.EXTENDED, Course.DRAFTED, Course.INCOMPLETE);
        } else if (unit.code().equals(Staff.DEMONSTRATION_COUNTY)) {
            telling.all(Course.RATED, Course.RELEASED, Course.TO_DELIVER, Course.DRAFTED, Course.ACCEPTED);
        } else if (chance.in100(unit.isVillage() ? 5 : 30)) {
            telling.all(chance.of(List.of(
                    Course.RATED,
                    Course.RATED,
                    Course.RATED,
                    Course.RELEASED,
                    Course.ANSWERED,
                    Course.SETTLED,
                    Course.WITHDRAWN,
                    Course.TO_DELIVER)));
        }
    }

    /** The requests of one unit. */
    private final class Telling {

        private final Unit unit;
        private final OrganizationId id;
        private final PersonId clerk;
        private final PersonId approver;
        private final PersonId superior;
        private final Days days;
        private final Chance chance;
        private final int firstStory;

        Telling(Unit unit, OrganizationId id, Staff staff, Days days, Chance chance) {
            this.unit = unit;
            this.id = id;
            this.clerk = staff.clerk(unit);
            this.approver = staff.approver(unit);
            this.superior = staff.filer(unit);
            this.days = days;
            this.chance = chance;
            this.firstStory = chance.below(STORIES.size());
        }

        void all(Course... courses) {
            for (var i = 0; i < courses.length; i++) {
                tell(courses[i], STORIES.get((firstStory + i) % STORIES.size()));
            }
        }

        private void tell(Course course, Story drawn) {
            var story = course == Course.RELEASED ? STORIES.get(chance.below(3)) : drawn;
            var refused = course == Course.ESCALATED || course == Course.REVERSED || course == Course.UPHELD;
            var words = refused ? NO_FAMILIES : story.words();
            var day = days.workdaysBefore(days.last(), before(course));
            var request = enter(course, story, day);
            switch (course) {
                case RECEIVED -> {}
                case INCOMPLETE ->
                    at(
                            day,
                            1,
                            10,
                            () -> requests.askCompletion(
                                            request.id(),
                                            "请写明是哪一年的，要看哪几项",
                                            days.last().plusDays(10),
                                            clerk)
                                    .orThrow());
                case SETTLED ->
                    at(
                            day,
                            1,
                            10,
                            () -> requests.settle(
                                            request.id(),
                                            new Reply.Words(
                                                    RequestOutcome.EXPLAINED_ON_SPOT,
                                                    "公开栏上已有，带申请人当场看过，没有别的疑问。",
                                                    "",
                                                    ""),
                                            clerk)
                                    .orThrow());
                case WITHDRAWN -> {
                    accept(request, day);
                    act("request-withdraw", request, day, 2, Map.of("words", "已经问清楚了"));
                }
                default -> {
                    accept(request, day);
                    onward(course, request, words, story, day);
                }
            }
        }

        private void onward(Course course, DisclosureRequest request, Reply.Words words, Story story, LocalDate day) {
            switch (course) {
                case CONSULTED ->
                    at(
                            day,
                            3,
                            15,
                            () -> requests.consult(request.id(), "书面征求施工单位的意见", clerk)
                                    .orThrow());
                case EXTENDED ->
                    at(
                            day,
                            5,
                            15,
                            () -> requests.extend(request.id(), 5, "材料在县档案馆，调取需要时间", approver)
                                    .orThrow());
                case DRAFTED -> draft(request, words, day, 3);
                case ACCEPTED, OVERDUE -> {}
                default -> {
                    draft(request, words, day, 3);
                    at(day, 5, 11, () -> requests.decide(request.id(), approver).orThrow());
                    answered(course, request, story, day);
                }
            }
        }

        private void answered(Course course, DisclosureRequest request, Story story, LocalDate day) {
            switch (course) {
                case RATED ->
                    act("request-rate", request, day, 7, Map.of("satisfied", chance.in100(90) ? "YES" : "NO"));
                case RELEASED -> {
                    at(
                            day,
                            8,
                            15,
                            () -> releases.propose(
                                            request.id(),
                                            story.title(),
                                            story.content().formatted(unit.place()),
                                            story.words().text(),
                                            clerk)
                                    .orThrow());
                    at(
                            day,
                            9,
                            10,
                            () -> releases.release(request.id(), approver).orThrow());
                }
                case ESCALATED, REVERSED, UPHELD -> {
                    act("request-review", request, day, 7, Map.of("words", "只要公开总数和标准，不涉及哪一家的隐私。"));
                    if (course == Course.UPHELD) {
                        at(
                                day,
                                10,
                                10,
                                () -> requests.uphold(request.id(), "材料逐户记载病情和收入，不予公开是对的；总数和标准已在公开栏公布。", superior)
                                        .orThrow());
                    }
                    if (course == Course.REVERSED) {
                        at(
                                day,
                                10,
                                10,
                                () -> requests.reverse(request.id(), "评定标准、票数和总数不属于个人隐私，应当公开，请重新答复。", superior)
                                        .orThrow());
                        draft(
                                request,
                                new Reply.Words(
                                        RequestOutcome.PARTLY_DISCLOSED,
                                        "评定标准、参会人数、票数和总数全部公开，见公开栏第三版。",
                                        "各户的病情和收入属于个人隐私，不予公开。",
                                        ""),
                                day,
                                12);
                        at(
                                day,
                                13,
                                11,
                                () -> requests.decide(request.id(), approver).orThrow());
                    }
                }
                default -> {}
            }
        }

        private DisclosureRequest enter(Course course, Story story, LocalDate day) {
            var member = course == Course.RATED || chance.in100(55);
            var who = member
                    ? ApplicantKind.MEMBER
                    : chance.in100(12) ? ApplicantKind.ORGANIZATION : ApplicantKind.RESIDENT;
            var paper = course == Course.TO_DELIVER;
            var answers = new HashMap<String, String>();
            answers.put("who", who.name());
            answers.put("branch", unit.spokenName());
            answers.put("title", story.title());
            answers.put("content", story.content().formatted(unit.place()));
            answers.put("way", paper ? "COLLECT" : "ONLINE");
            answers.put("name", who == ApplicantKind.ORGANIZATION ? "某某建材经营部" : Names.person(chance));
            answers.put("contact", paper ? unit.place() + "二组" : "");
            var door = paper ? RequestDoor.COUNTER : chance.of(List.of(RequestDoor.ONLINE, RequestDoor.PHONE));
            return clock.at(
                    days.at(day, 9, chance.between(0, 59)),
                    () -> requests.enter(id, door, day, answers, List.<UUID>of(), clerk)
                            .orThrow());
        }

        private void accept(DisclosureRequest request, LocalDate day) {
            at(day, 1, 9, () -> requests.accept(request.id(), "", clerk).orThrow());
        }

        private void draft(DisclosureRequest request, Reply.Words words, LocalDate day, int after) {
            at(
                    day,
                    after,
                    16,
                    () -> requests.draft(request.id(), words, List.of(), clerk).orThrow());
        }

        private void act(
                String form, DisclosureRequest request, LocalDate day, int after, Map<String, String> answers) {
            at(day, after, 20, () -> {
                desks.of(form)
                        .receive(
                                new Incoming(form, request.code(), days.workdaysAfter(day, after), answers, List.of()));
            });
        }

        /** So many working days after the request came in. */
        private void at(LocalDate day, int after, int hour, Runnable work) {
            clock.at(days.at(days.workdaysAfter(day, after), hour, 20), work);
        }

        /** How many working days ago it came in: what is over has had its time, what waits has not. */
        private int before(Course course) {
            return switch (course) {
                case RECEIVED -> 1;
                case INCOMPLETE, ACCEPTED -> 3;
                case DRAFTED -> 7;
                case CONSULTED -> 6;
                case EXTENDED, TO_DELIVER -> 8;
                case ESCALATED -> 12;
                case OVERDUE -> 14;
                case REVERSED, UPHELD -> chance.between(16, 60);
                case SETTLED, WITHDRAWN, ANSWERED, RATED, RELEASED -> chance.between(12, 90);
            };
        }
    }
}
