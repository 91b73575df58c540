package io.gongkai.statistics.web;

import io.gongkai.statistics.ReportingDay;
import io.gongkai.statistics.ReturnStatus;
import io.gongkai.statistics.ReturnStep;
import io.gongkai.statistics.StatisticalReturn;
import io.gongkai.statistics.StatisticalReturn.CellRemark;
import io.gongkai.statistics.StatisticalReturn.Taken;
import io.gongkai.web.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far a return has come, on its way into a page.
 *
 * @param round the one that is shown
 * @param rounds the latest first; empty while nobody has begun
 * @param taken its steps, the latest first
 * @param open what the reader can do with it next
 * @param barred the reader could go on but for having had a hand in it
 * @param files whether the unit reports this form at all
 * @param top whether it reports outside the program
 * @param units that report to it
 * @param missing those of them whose returns are not accepted
 * @param changed figures that count otherwise now than when it was computed
 * @param here address to which its forms are sent
 */
public record Life(
        Page page,
        StatisticalReturn round,
        List<StatisticalReturn> rounds,
        List<Taken> taken,
        Set<ReturnStep> open,
        boolean barred,
        boolean files,
        boolean top,
        int units,
        int missing,
        int changed,
        boolean mayRemark,
        ReportingDay day,
        String here) {

    /** The way upward; a return for revision is no step of it. */
    private static final List<ReturnStep> WAY = List.of(
            ReturnStep.COMPUTE,
            ReturnStep.CONFIRM,
            ReturnStep.SIGN,
            ReturnStep.SUBMIT,
            ReturnStep.RECEIVE,
            ReturnStep.ACCEPT,
            ReturnStep.CONSOLIDATE,
            ReturnStep.FREEZE);

    public List<String> labels() {
        return WAY.stream().map(page::t).toList();
    }

    /** How many steps of the way are behind it. */
    public int now() {
        return switch (round.status()) {
            case OPEN, RETURNED -> 0;
            case COMPUTED -> 1;
            case CONFIRMED -> 2;
            case SIGNED -> 3;
            case SUBMITTED -> 4;
            case RECEIVED -> 5;
            case ACCEPTED -> 6;
            case CONSOLIDATED -> 7;
            case FROZEN -> 8;
        };
    }

    /** Who took which step last, and when; only of those that still stand. */
    public List<String> notes() {
        var notes = new ArrayList<String>();
        for (var step : WAY.subList(0, now())) {
            notes.add(taken.stream()
                    .filter(one -> one.step() == step)
                    .findFirst()
                    .map(one -> one.by() + " · " + page.date(one.at()))
                    .orElse(""));
        }
        return notes;
    }

    public String tone() {
        return switch (round.status()) {
            case ACCEPTED, CONSOLIDATED, FROZEN -> "ok";
            case RETURNED -> "late";
            case OPEN -> page.today().isAfter(day.due()) ? "late" : "soon";
            case COMPUTED, CONFIRMED, SIGNED, SUBMITTED, RECEIVED -> "soon";
        };
    }

    /** What is to be mended, said when it was returned; empty once it was computed anew. */
    public List<CellRemark> asked() {
        return returned() == null ? List.of() : returned().remarks();
    }

    /** The step that returned it, null while it is not returned. */
    public @Nullable Taken returned() {
        return round.status() == ReturnStatus.RETURNED ? taken.getFirst() : null;
    }

    public boolean can(ReturnStep step) {
        return open.contains(step);
    }

    /** Whether a word has to go with the next step: what a top was answered outside, or why it does not wait for its units. */
    public boolean asksForWords() {
        return top
                        && (can(ReturnStep.RECEIVE)
                                || can(ReturnStep.ACCEPT)
                                || can(ReturnStep.CONSOLIDATE)
                                || can(ReturnStep.FREEZE))
                || missing > 0 && can(ReturnStep.CONFIRM);
    }

    public boolean isComputed() {
        return round.snapshot() != null;
    }

    public boolean isReported() {
        return round.isReported();
    }
}
