package io.gongkai.demonstration;

import io.gongkai.ledger.Measure;
import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.CountyClock;
import io.gongkai.shared.PersonId;
import io.gongkai.statistics.RecordedFacts;
import io.gongkai.statistics.RecordedFacts.Recording;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Facts that are recorded by hand: plans and rules, supervisors, inspections, opinion forms, surveys. */
@Component
class FactYear {

    private final RecordedFacts facts;
    private final CountyClock clock;

    FactYear(RecordedFacts facts, CountyClock clock) {
        this.facts = facts;
        this.clock = clock;
    }

    void tell(Unit unit, OrganizationId id, Staff staff, Days days, boolean full) {
        if (!full) {
            return;
        }
        var telling = new Records(unit, id, staff.clerk(unit), days);
        telling.papers();
        telling.work();
        telling.opinions();
    }

    private final class Records {

        private final Unit unit;
        private final OrganizationId id;
        private final PersonId by;
        private final Days days;
        private final Chance chance;

        Records(Unit unit, OrganizationId id, PersonId by, Days days) {
            this.unit = unit;
            this.id = id;
            this.by = by;
            this.days = days;
            this.chance = new Chance(unit.code() + "/facts");
        }

        void papers() {
            if (!unit.isVillage()) {
                record(Measure.MEASURE_DOCUMENT, 3, 5, 1, unit.place() + "党务公开实施办法", "印发文件存档，" + unit.place() + "办公室");
            }
            record(Measure.WORK_PLAN, 5, 5, 1, unit.place() + "2026年党务公开实施方案", "方案存党务公开台账");
            record(
                    Measure.WORK_RULE,
                    3,
                    5,
                    unit.isVillage() ? chance.between(1, 2) : chance.between(3, 5),
                    "建立例行公开、意见办理等工作制度",
                    "制度汇编");
            if (unit.isTown() || chance.in100(6)) {
                record(Measure.CONTACT_POINT, 5, 6, unit.isTown() ? chance.between(1, 3) : 1, "建立党务公开联系点", "联系点名册");
            }
        }

        void work() {
            var activities = unit.isVillage() ? 1 : chance.between(2, 3);
            for (var i = 0; i < activities; i++) {
                record(Measure.PUBLICITY_ACTIVITY, 5, 11, 1, activity(i), "活动签到册和记录");
            }
            if (!unit.isVillage() || chance.in100(12)) {
                record(
                        Measure.NEWS_ARTICLE,
                        6,
                        11,
                        chance.between(1, unit.isVillage() ? 1 : 4),
                        "向县融媒体中心报送党务公开稿件",
                        "采用通知单和样稿");
            }
            if (!unit.isVillage() || chance.in100(60)) {
                record(
                        Measure.SUPERVISOR,
                        4,
                        6,
                        unit.isVillage() ? 3 : chance.between(5, 9),
                        "聘请党务公开监督员，聘期两年",
                        "聘书存根和名册");
            }
            if (!unit.isVillage()) {
                record(Measure.INSPECTION, 6, 11, chance.between(1, 3), "对照公开目录检查督办", "督查记录和整改回执");
            } else if (chance.in100(10)) {
                record(Measure.INSPECTION, 8, 11, 1, "监委会检查公开栏更新情况", "检查记录");
            }
        }

        void opinions() {
            var forms = unit.isVillage() ? chance.between(20, 60) : chance.between(60, 220);
            record(Measure.OPINION_FORM_ISSUED, 9, 10, forms, "发放党务公开征求意见表", "征求意见表回收登记册");
            if (!unit.isVillage() || chance.in100(45)) {
                var valid = unit.isVillage() ? chance.between(16, 40) : chance.between(40, 120);
                record(
                        Measure.SATISFACTION_SATISFIED,
                        10,
                        11,
                        valid - chance.between(0, valid / 8),
                        (long) valid,
                        "党务公开满意度测评",
                        "测评表由两人录入，存原始件");
            }
        }

        private String activity(int number) {
            return switch ((number + chance.below(4)) % 4) {
                case 0 -> "“七一”党务公开日宣传活动";
                case 1 -> "党务公开大家谈";
                case 2 -> "党务公开知识宣讲";
                default -> "党务公开条例专题学习";
            };
        }

        private void record(Measure measure, int from, int until, int quantity, String title, String evidence) {
            record(measure, from, until, quantity, null, title, evidence);
        }

        private void record(
                Measure measure,
                int from,
                int until,
                int quantity,
                @Nullable Long base,
                String title,
                String evidence) {
            if (quantity < 1 && base == null) {
                return;
            }
            var on = days.between(
                    LocalDate.of(Days.YEAR, from, 4),
                    earlier(LocalDate.of(Days.YEAR, until, 1).plusMonths(1).minusDays(1), days.last()),
                    chance);
            clock.at(days.at(on, 16, 10), () -> {
                facts.record(new Recording(id, measure, on, quantity, base, null, title, evidence, null), by)
                        .orThrow();
            });
        }

        private static LocalDate earlier(LocalDate one, LocalDate other) {
            return one.isBefore(other) ? one : other;
        }
    }
}
