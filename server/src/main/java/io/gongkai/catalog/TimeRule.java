package io.gongkai.catalog;

import io.gongkai.calendar.Cadence;
import io.gongkai.calendar.DueDate;
import io.gongkai.calendar.Period;
import io.gongkai.calendar.WorkdayCalendar;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/** What an entry's time code asks (公开时限, section 3 of domain.md). */
public sealed interface TimeRule {

    /** L5: stands permanently; to be shown within so many working days after it was set or changed. */
    record LongTerm(int workingDays) implements TimeRule {}

    /** E3: within so many working days after the matter was decided or completed. */
    record AfterEvent(int workingDays) implements TimeRule {}

    /** M, BM, Q, H, Y: once in every period. {@code lastMonth} narrows it, as in "Y(3月底前)"; null where it does not. */
    record Periodic(Cadence cadence, @Nullable Integer lastMonth) implements TimeRule {

        /** Last day on which what is owed for the period may come; the period's own end unless a month narrows it. */
        LocalDate endIn(Period period) {
            if (lastMonth == null) {
                return period.until();
            }
            var end = YearMonth.of(period.from().getYear(), lastMonth).atEndOfMonth();
            return end.isAfter(period.until()) || end.isBefore(period.from()) ? period.until() : end;
        }
    }

    /** ST: at the start, at milestones and at completion, each within 5 working days. */
    record Staged() implements TimeRule {

        static final int WORKING_DAYS = 5;
    }

    /** N5: public notice for at least so many working days before it takes effect. */
    record Notice(int workingDays) implements TimeRule {}

    /** N7 and N15: put out before the decision for at least so many calendar days. */
    record PreDisclosure(int days) implements TimeRule {}

    /** The rule as the county's table writes it, one spelling for one rule: L5, E3, Q, Y3 (by the end of March), ST, N5. */
    default String code() {
        return switch (this) {
            case LongTerm(var days) -> "L" + days;
            case AfterEvent(var days) -> "E" + days;
            case Periodic(var cadence, var lastMonth) -> letter(cadence) + (lastMonth == null ? "" : lastMonth);
            case Staged() -> "ST";
            case Notice(var days) -> "N" + days;
            case PreDisclosure(var days) -> "N" + days;
        };
    }

    /** The rule of a {@link #code}. */
    static TimeRule of(String code) {
        var days = code.replaceAll("\\D", "");
        return switch (code.replaceAll("\\d", "")) {
            case "L" -> new LongTerm(Integer.parseInt(days));
            case "E" -> new AfterEvent(Integer.parseInt(days));
            case "ST" -> new Staged();
            case "N" -> notice(Integer.parseInt(days));
            case "M" -> new Periodic(Cadence.MONTHLY, month(days));
            case "BM" -> new Periodic(Cadence.BIMONTHLY, month(days));
            case "Q" -> new Periodic(Cadence.QUARTERLY, month(days));
            case "H" -> new Periodic(Cadence.HALF_YEARLY, month(days));
            case "Y" -> new Periodic(Cadence.YEARLY, month(days));
            default -> throw new IllegalArgumentException("No time rule: " + code);
        };
    }

    /** 7 days inside the unit and 15 towards society are the two terms of disclosure before a decision; all else is a notice. */
    static TimeRule notice(int days) {
        return days == 7 || days == 15 ? new PreDisclosure(days) : new Notice(days);
    }

    /** What {@link Duty#rule()} says of a duty that this rule brought about. */
    default String kind() {
        return switch (this) {
            case LongTerm(var _) -> "LONG_TERM";
            case AfterEvent(var _) -> "EVENT";
            case Periodic(var _, var _) -> "CADENCE";
            case Staged() -> "STAGE";
            case Notice(var _) -> "NOTICE";
            case PreDisclosure(var _) -> "PRE_DISCLOSURE";
        };
    }

    /**
     * The last day on which what this rule asks is in time.
     *
     * @param base the day it is counted from: when the matter was set, decided, completed or reached its stage; any day of
     *     the period; or the day on which a notice is meant to begin, which is itself its due date unless nobody works on
     *     it: then the next working day is
     */
    default DueDate due(LocalDate base, WorkdayCalendar calendar) {
        return switch (this) {
            case LongTerm(var days) -> calendar.dueAfter(base, days);
            case AfterEvent(var days) -> calendar.dueAfter(base, days);
            case Staged() -> calendar.dueAfter(base, Staged.WORKING_DAYS);
            case Notice(var _), PreDisclosure(var _) -> calendar.dueAfter(base.minusDays(1), 1);
            case Periodic periodic -> {
                var period = periodic.cadence().periodOf(base);
                yield calendar.lastWorkingDay(period.from(), periodic.endIn(period));
            }
        };
    }

    private static @Nullable Integer month(String digits) {
        return digits.isEmpty() ? null : Integer.valueOf(digits);
    }

    private static String letter(Cadence cadence) {
        return switch (cadence) {
            case MONTHLY -> "M";
            case BIMONTHLY -> "BM";
            case QUARTERLY -> "Q";
            case HALF_YEARLY -> "H";
            case YEARLY -> "Y";
        };
    }
}
