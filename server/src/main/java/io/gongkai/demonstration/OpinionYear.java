package io.gongkai.demonstration;

import io.gongkai.intake.Desks;
import io.gongkai.intake.Incoming;
import io.gongkai.intake.TrackingCode;
import io.gongkai.opinion.ClosingKind;
import io.gongkai.opinion.Forums;
import io.gongkai.opinion.NewForum;
import io.gongkai.opinion.Opinion;
import io.gongkai.opinion.OpinionSource;
import io.gongkai.opinion.Opinions;
import io.gongkai.opinion.Sender;
import io.gongkai.opinion.WrittenDown;
import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.CountyClock;
import io.gongkai.shared.PersonId;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What people say to the units of the full county, and what becomes of it: opinions by every way and in every state, forums, some
 * without a name.
 */
@Component
class OpinionYear {

    /**
     * Something somebody says, with what the unit does.
     *
     * @param question how the office puts it in public; empty where it is answered in private
     */
    private record Say(String title, String text, ClosingKind closing, String done, String answer, String question) {}

    private static final List<Say> VILLAGE = List.of(
            new Say(
                    "村口公开栏的内容两个月没有换",
                    "九月贴的内容一直到现在没有换，雨淋得也看不清了，请更新并加个棚。",
                    ClosingKind.HANDLED,
                    "已更换本期内容，公开栏加装了雨棚。",
                    "公开栏已经换上最新一期，雨棚也装好了，以后每月十日前更新。",
                    "公开栏多久更新一次"),
            new Say(
                    "想知道修组路的钱还差多少",
                    "组路修了一半停了，听说钱不够，想知道账上还有多少、什么时候接着修。",
                    ClosingKind.HANDLED,
                    "已在公开栏贴出收支明细，并在组会上说明。",
                    "修路收支明细已贴在公开栏，剩下的一段等补助到账后接着修。",
                    "组路建设资金的收支情况在哪里看"),
            new Say(
                    "路灯坏了三盏，晚上走路看不见",
                    "小学到桥头的路灯坏了三盏，老人孩子晚上走路不安全。",
                    ClosingKind.HANDLED,
                    "已联系维修，三盏路灯都亮了。",
                    "三盏路灯已经修好，再坏请打村部电话。",
                    ""),
            new Say(
                    "党费交了多少、用在哪里没有看到",
                    "去年贴过一次，今年上半年没看到党费收缴和使用情况。",
                    ClosingKind.HANDLED,
                    "已补贴上半年党费收缴情况。",
                    "上半年党费收缴情况已补公开，按季度公开，感谢提醒。",
                    "党费收缴使用情况多久公开一次"),
            new Say(
                    "希望把村道再加宽一米",
                    "收庄稼时两车相会过不去，希望村道加宽一米。",
                    ClosingKind.NOT_POSSIBLE,
                    "涉及基本农田，今年也没有这项资金，已说明理由。",
                    "加宽要占基本农田，目前不能办；先在三处设会车点，明年一并考虑。",
                    ""),
            new Say(
                    "医保缴费比去年多了，请说明",
                    "今年医保每人多交二十元，村里老人多，想知道为什么、有没有减免。",
                    ClosingKind.REFERRED,
                    "缴费标准由县医保局规定，已转请答复。",
                    "标准是全市统一定的，已转县医保局，减免条件的明白卡已送到各组。",
                    "医保缴费标准由谁规定，哪些人可以减免"),
            new Say("垃圾箱离水井太近", "新放的垃圾箱离吃水井只有十来米，夏天味道大，请挪开。", ClosingKind.HANDLED, "垃圾箱已移到路口东侧。", "已经移走，井边也清洗过了。", ""),
            new Say(
                    "党员积分是怎么算的",
                    "公示的党员积分和自己算的不一样，想看看每次是怎么记的。",
                    ClosingKind.HANDLED,
                    "当面查阅了积分台账，改正了一处漏记。",
                    "积分台账可以在村部查阅，漏记的一次已经补上并重新公示。",
                    "党员积分台账在哪里查阅"));

    private static final List<Say> OFFICE = List.of(
            new Say(
                    "办事大厅的公开资料太旧",
                    "查阅室里还是前年的制度汇编，希望换成现行的。",
                    ClosingKind.HANDLED,
                    "查阅室资料已更新。",
                    "查阅室已换成现行制度汇编，并注明更新日期。",
                    "党务公开资料查阅室的资料多久更新"),
            new Say(
                    "热线电话中午没有人接",
                    "中午打了两次热线没有人接，上班族只有中午有空。",
                    ClosingKind.HANDLED,
                    "已安排午间值班。",
                    "热线已安排午间值班，未接来电当天回拨。",
                    "公开热线什么时间有人接听"),
            new Say(
                    "公示的文件看不懂",
                    "公示里专业词太多，普通人看不明白，能不能附一句大白话。",
                    ClosingKind.HANDLED,
                    "今后公示均附一句话说明。",
                    "从本月起公示都附“一句话说明”，欢迎继续提意见。",
                    "公示能不能附上通俗说明"),
            new Say(
                    "希望公开干部下村联系的安排",
                    "联系干部什么时候来、怎么找，群众不知道。",
                    ClosingKind.HANDLED,
                    "联系安排表已公开并贴到各村。",
                    "联系安排表每季度公开，电话印在公开栏右下角。",
                    "联系干部的安排在哪里看"),
            new Say(
                    "建议把所有会议记录都放到网上",
                    "会议记录全部公开，大家才放心。",
                    ClosingKind.NOT_POSSIBLE,
                    "会议记录含个人信息和未定事项，不能全文公开，已说明。",
                    "会议决议和执行情况都公开，记录全文含个人信息，按规定不能全部上网。",
                    "为什么会议记录不全文公开"));

    private static final List<String> SURNAMES =
            List.of("王", "李", "张", "刘", "陈", "杨", "黄", "周", "吴", "徐", "孙", "胡", "余", "汪", "熊", "曹");

    private static final List<OpinionSource> SOURCES = List.of(
            OpinionSource.HOTLINE,
            OpinionSource.VISIT,
            OpinionSource.BOX,
            OpinionSource.SUPERVISOR,
            OpinionSource.PROXY,
            OpinionSource.HOTLINE,
            OpinionSource.FORM);

    private final Opinions opinions;
    private final Forums forums;
    private final Desks desks;
    private final CountyClock clock;
    private final TransactionTemplate transaction;

    OpinionYear(
            Opinions opinions, Forums forums, Desks desks, CountyClock clock, PlatformTransactionManager transactions) {
        this.opinions = opinions;
        this.forums = forums;
        this.desks = desks;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Before any unit is told: from the first day of the year the county's opinions stand in its book. */
    void open(OrganizationId county, PersonId clerk, Days days) {
        clock.at(days.at(days.workdayFrom(Days.FOUNDED), 9, 0), () -> {
            opinions.openBook(county, Days.FOUNDED, clerk);
        });
    }

    void tell(Unit unit, OrganizationId id, Staff staff, Days days, boolean full) {
        if (full) {
            new Year(unit, id, staff, days).tell();
        }
    }

    private final class Year {

        private final Unit unit;
        private final OrganizationId id;
        private final Days days;
        private final PersonId clerk;
        private final PersonId approver;
        private final Chance chance;

        Year(Unit unit, OrganizationId id, Staff staff, Days days) {
            this.unit = unit;
            this.id = id;
            this.days = days;
            this.clerk = staff.clerk(unit);
            this.approver = staff.approver(unit);
            this.chance = new Chance(unit.code() + "/opinions");
        }

        void tell() {
            var says = unit.isVillage() ? VILLAGE : OFFICE;
            // What is not possible is just waiting for its second person where the demonstration's accounts look.
            var first = Staff.hasAccounts(unit) ? (unit.isVillage() ? 7 : 2) : chance.below(says.size());
            var count = Staff.hasAccounts(unit)
                    ? says.size()
                    : unit.isVillage() ? (chance.in100(35) ? 1 : chance.in100(15) ? 2 : 0) : chance.between(1, 2);
            for (var i = 0; i < count; i++) {
                say(says.get((first + i) % says.size()), i, count);
            }
            if (unit.isTown() || Staff.hasAccounts(unit) || chance.in100(unit.isVillage() ? 12 : 40)) {
                forum(says.get((first + count) % says.size()));
            }
        }

        /** Those of the demonstration's accounts stand in every state; of the others the last may still be open. */
        private void say(Say say, int i, int count) {
            var left = Staff.hasAccounts(unit) ? count - 1 - i : chance.in100(12) ? chance.below(4) : 5;
            var overdue = left == 1 && !Staff.hasAccounts(unit);
            var on = left < 4
                    ? days.workdayUpTo(days.last().minusDays(overdue ? 34 : 2 + 3L * left))
                    : days.between(LocalDate.of(Days.YEAR, 6, 2), days.last().minusDays(28), chance);
            var opinion = received(say, i, on);
            if (left == 0) {
                return;
            }
            var begun = later(on, 1);
            clock.at(days.at(begun, 9, 20), () -> {
                opinions.assign(opinion.id(), id, clerk, "请按期办理，办完答复", clerk).orThrow();
                opinions.takeUp(opinion.id(), clerk);
            });
            if (left == 1) {
                return;
            }
            var closed = later(on, chance.between(3, 9));
            clock.at(days.at(closed, 15, 40), () -> {
                opinions.close(opinion.id(), say.closing(), say.done(), clerk).orThrow();
            });
            if (say.closing().needsCountersign()) {
                if (left == 2) {
                    return;
                }
                clock.at(days.at(later(closed, 1), 10, 5), () -> {
                    opinions.countersign(opinion.id(), approver).orThrow();
                });
            }
            if (left < 4) {
                return;
            }
            clock.at(days.at(later(closed, 1), 16, 30), () -> {
                opinions.reply(opinion.id(), say.answer(), !say.question().isEmpty(), say.question(), clerk)
                        .orThrow();
            });
            rate(opinion, say, new Chance(unit.code() + "/rating/" + i), later(closed, 3));
        }

        /** Somewhat more than half of those who are asked answer; what could not be done pleases fewer. */
        private void rate(Opinion opinion, Say say, Chance chance, LocalDate on) {
            if (!chance.in100(55)) {
                return;
            }
            var worths = say.closing() == ClosingKind.HANDLED
                    ? List.of("VERY_SATISFIED", "SATISFIED", "SATISFIED", "SATISFIED", "FAIR")
                    : List.of("SATISFIED", "FAIR", "FAIR", "DISSATISFIED");
            clock.at(days.at(on, 19, chance.below(60)), () -> {
                transaction.executeWithoutResult(_ -> desks.of("opinion-rating")
                        .receive(new Incoming(
                                "opinion-rating",
                                opinion.code(),
                                on,
                                Map.of("worth", chance.of(worths), "remark", ""),
                                List.of()))
                        .ifPresent(refusal -> {
                            throw new IllegalStateException(refusal.toString());
                        }));
            });
        }

        private Opinion received(Say say, int i, LocalDate on) {
            // One in eight has no name; those came over the web, together with others.
            if (Math.floorMod(i + unit.code().hashCode(), 8) == 0) {
                var code = TrackingCode.random(drawn(unit.code() + "/" + i));
                clock.at(days.at(on, 8, 30), () -> {
                    transaction.executeWithoutResult(_ -> desks.behind("opinion-anonymous")
                            .receive(new Incoming(
                                    "opinion-anonymous",
                                    code,
                                    on,
                                    Map.of(
                                            "unit", unit.code(),
                                            "title", say.title(),
                                            "words", say.text(),
                                            "open", say.question().isEmpty() ? "NO" : "YES"),
                                    List.of())));
                });
                return opinions.ofCode(code).orElseThrow();
            }
            var source = SOURCES.get((i + chance.below(SOURCES.size())) % SOURCES.size());
            var named = source != OpinionSource.BOX;
            return clock.at(
                    days.at(on, 10, 15),
                    () -> opinions.writeDown(
                                    new WrittenDown(
                                            id,
                                            source,
                                            on,
                                            say.title(),
                                            say.text(),
                                            !say.question().isEmpty(),
                                            named
                                                    ? new Sender(
                                                            chance.of(SURNAMES) + (chance.in100(50) ? "先生" : "女士"),
                                                            "0376-79%05d".formatted(chance.below(100_000)),
                                                            unit.isVillage() ? chance.between(1, 9) + "组" : "")
                                                    : new Sender("", "", "")),
                                    clerk)
                            .orThrow());
        }

        private void forum(Say say) {
            var on = days.between(LocalDate.of(Days.YEAR, 6, 10), days.last().minusDays(14), chance);
            clock.at(days.at(on, 17, 0), () -> {
                var forum = forums.record(
                                new NewForum(
                                        id,
                                        on,
                                        unit.isVillage() ? "村部会议室" : "三楼会议室",
                                        "听取群众对党务公开工作的意见",
                                        unit.isVillage() ? "村党组织书记" : "分管负责人",
                                        chance.between(2, 9),
                                        chance.between(6, 24),
                                        "大家认为公开栏和网上内容应当一致，希望多用大白话。"),
                                clerk)
                        .orThrow();
                var opinion = forums.raise(forum.id(), say.title(), say.text(), true, new Sender("", "", ""), clerk)
                        .orThrow();
                opinions.takeUp(opinion.id(), clerk);
                opinions.close(opinion.id(), ClosingKind.HANDLED, say.done(), clerk)
                        .orThrow();
                opinions.reply(opinion.id(), say.answer(), false, "", clerk).orThrow();
            });
        }

        private LocalDate later(LocalDate day, int workdays) {
            var later = days.workdaysAfter(day, workdays);
            return later.isAfter(days.last()) ? days.workdayUpTo(days.last()) : later;
        }
    }

    /** The same codes on every machine. */
    private static SecureRandom drawn(String name) {
        var seed = new Chance(name);
        return new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public int nextInt(int bound) {
                return seed.below(bound);
            }
        };
    }
}
