package io.gongkai.demonstration;

import io.gongkai.intake.Desks;
import io.gongkai.intake.Incoming;
import io.gongkai.intake.TrackingCode;
import io.gongkai.organization.OrganizationId;
import io.gongkai.request.RequestDoor;
import io.gongkai.request.Topic;
import io.gongkai.request.Topics;
import io.gongkai.shared.CountyClock;
import io.gongkai.shared.PersonId;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What members and residents wanted to see disclosed in the year, and what came of it. */
@Component
class TopicYear {

    /** How far a topic has come; those of the accounts' units wait for somebody there. */
    private enum Course {
        NOMINATED,
        DRAFTED,
        LISTED,
        EXPLAINED,
        DECLINED,
        ANSWERED,
        /** Answered, and asked so often that it is worth an entry of the catalog. */
        ASKED_OFTEN
    }

    private record Story(String title, String text, String answer) {}

    private static final List<Story> STORIES = List.of(
            new Story("%s公益岗位怎么安排", "几个人、怎么选的、补贴多少", "公益岗位优先安排低收入家庭，由支部提名、会议评议后公示，补贴按县里标准发放，名单在公开栏公布。"),
            new Story("%s水塘承包给了谁", "承包费和期限是多少", "水塘经公开竞价由一户承包，期限五年，承包费逐年缴入集体账户，合同可到窗口查阅。"),
            new Story("%s路灯什么时候修", "东头三盏灯坏了一个多月", "路灯线路老化，已联系供电部门更换，材料到货后一周内修好，费用由集体经费列支。"),
            new Story("%s党员活动室谁能用", "群众能不能借用开会", "活动室每天开放，群众办红白事、开会都可以登记借用，不收费，钥匙在值班人员处。"),
            new Story("%s慰问老党员的标准", "去年和今年不一样，想知道为什么", "今年按县里新标准执行，党龄五十年以上的每人增加一百元，发放表已经张贴。"),
            new Story("%s集体分红的账", "今年分了多少，怎么算的", "集体收益提取公积金后按股分红，收支和分配方案经成员代表会议通过，明细见公开栏第四版。"));

    private final Topics topics;
    private final Desks desks;
    private final CountyClock clock;
    private final SecureRandom random = new SecureRandom();

    TopicYear(Topics topics, Desks desks, CountyClock clock) {
        this.topics = topics;
        this.desks = desks;
        this.clock = clock;
    }

    void tell(Unit unit, OrganizationId id, Staff staff, Days days, boolean full) {
        var chance = new Chance(unit.code() + "/topics");
        if (!full) {
            return;
        }
        var telling = new Telling(unit, id, staff, days, chance);
        if (unit.code().equals(Staff.DEMONSTRATION_VILLAGE)) {
            telling.all(Course.ASKED_OFTEN, Course.ANSWERED, Course.LISTED, Course.DRAFTED, Course.NOMINATED);
        } else if (unit.code().equals(Staff.DEMONSTRATION_TOWN)) {
            telling.all(Course.ANSWERED, Course.LISTED, Course.DECLINED);
        } else if (unit.isVillage() && chance.in100(3)) {
            telling.all(chance.of(List.of(Course.ANSWERED, Course.EXPLAINED)));
        }
    }

    /** The topics of one unit. */
    private final class Telling {

        private final Unit unit;
        private final OrganizationId id;
        private final PersonId clerk;
        private final PersonId approver;
        private final Days days;
        private final Chance chance;
        private final int firstStory;

        Telling(Unit unit, OrganizationId id, Staff staff, Days days, Chance chance) {
            this.unit = unit;
            this.id = id;
            this.clerk = staff.clerk(unit);
            this.approver = staff.approver(unit);
            this.days = days;
            this.chance = chance;
            this.firstStory = chance.below(STORIES.size());
        }

        void all(Course... courses) {
            for (var i = 0; i < courses.length; i++) {
                tell(courses[i], STORIES.get((firstStory + i) % STORIES.size()));
            }
        }

        private void tell(Course course, Story story) {
            var day = days.workdaysBefore(days.last(), before(course));
            var title = story.title().formatted(unit.place());
            var topic = nominate(title, story, day);
            switch (course) {
                case NOMINATED -> {}
                case DRAFTED -> draft(topic, title, story, day, 0);
                case LISTED -> {
                    at(day, 0, () -> topics.list(topic.id(), title, approver).orThrow());
                    second(topic, day, 0);
                }
                case EXPLAINED ->
                    at(
                            day,
                            0,
                            () -> topics.explain(topic.id(), "当面说清楚了：" + story.answer(), clerk)
                                    .orThrow());
                case DECLINED ->
                    at(
                            day,
                            2,
                            () -> topics.decline(topic.id(), "涉及正在办理的事项，办结以后再公开结果。", approver)
                                    .orThrow());
                case ANSWERED, ASKED_OFTEN -> {
                    draft(topic, title, story, day, 1);
                    at(day, 2, () -> topics.answer(topic.id(), approver).orThrow());
                    if (course == Course.ASKED_OFTEN) {
                        second(topic, day, 3);
                        second(topic, day, 4);
                        second(topic, day, 5);
                    } else {
                        rate(topic, day);
                    }
                }
            }
        }

        private Topic nominate(String title, Story story, LocalDate day) {
            return clock.at(
                    days.at(day, 9, chance.between(0, 30)),
                    () -> topics.enter(
                                    id,
                                    chance.of(List.of(RequestDoor.ONLINE, RequestDoor.PHONE)),
                                    day,
                                    Map.of(
                                            "who",
                                            chance.in100(50) ? "MEMBER" : "RESIDENT",
                                            "title",
                                            title,
                                            "content",
                                            story.text()),
                                    clerk)
                            .orThrow());
        }

        private void draft(Topic topic, String title, Story story, LocalDate day, int after) {
            at(
                    day,
                    after,
                    () -> topics.draft(topic.id(), title, story.answer(), clerk).orThrow());
        }

        private void second(Topic topic, LocalDate day, int after) {
            at(day, after, () -> {
                desks.of("topic-second")
                        .receive(new Incoming(
                                "topic-second",
                                TrackingCode.random(random),
                                days.workdaysAfter(day, after),
                                Map.of(
                                        "about",
                                        topic.id().toString(),
                                        "name",
                                        Names.person(chance),
                                        "contact",
                                        String.valueOf(chance.below(100_000))),
                                List.of()));
            });
        }

        private void rate(Topic topic, LocalDate day) {
            at(day, 4, () -> {
                desks.of("topic-rate")
                        .receive(new Incoming(
                                "topic-rate",
                                topic.code(),
                                days.workdaysAfter(day, 4),
                                Map.of("satisfied", chance.in100(85) ? "YES" : "NO"),
                                List.of()));
            });
        }

        /** So many working days after it was nominated. */
        private void at(LocalDate day, int after, Runnable work) {
            clock.at(days.at(days.workdaysAfter(day, after), 15, 20), work);
        }

        /** How many working days ago it was nominated. */
        private int before(Course course) {
            return switch (course) {
                case NOMINATED, DRAFTED -> 1;
                case LISTED -> 2;
                case EXPLAINED, DECLINED, ANSWERED, ASKED_OFTEN -> chance.between(8, 60);
            };
        }
    }
}
