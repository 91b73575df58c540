package io.gongkai.catalog;

import io.gongkai.calendar.Cadence;
import org.jspecify.annotations.Nullable;

/** What an entry's time code asks (公开时限, section 3 of domain.md). */
public sealed interface TimeRule {

    /** L5: stands permanently; to be shown within so many working days after it was set or changed. */
    record LongTerm(int workingDays) implements TimeRule {}

    /** E3: within so many working days after the matter was decided or completed. */
    record AfterEvent(int workingDays) implements TimeRule {}

    /** M, BM, Q, H, Y: once in every period. {@code lastMonth} narrows it, as in "Y(3月底前)"; null where it does not. */
    record Periodic(Cadence cadence, @Nullable Integer lastMonth) implements TimeRule {}

    /** ST: at the start, at milestones and at completion, each within 5 working days. */
    record Staged() implements TimeRule {}

    /** N5: public notice for at least so many working days before it takes effect. */
    record Notice(int workingDays) implements TimeRule {}

    /** N7 and N15: put out before the decision for at least so many calendar days. */
    record PreDisclosure(int days) implements TimeRule {}
}
