package io.gongkai.intake;

import io.gongkai.calendar.Limit;
import io.gongkai.shared.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who takes in what the public sends (受理口). A desk has forms: some open a case and stand as doors on {@code /ask},
 * the others are what the sender of a case may still do and are offered on its tracking page. Words of a form are message keys
 * {@code intake.<form>.…}.
 *
 * <p>What {@link #questions} and {@link #refusals} say must follow from the answers alone: they are asked on the public side,
 * which sees nothing of the work side.
 */
public interface Desk {

    /** Forms that open a case, in the order of the doors. */
    List<String> doors();

    /** Forms that somebody comes to from elsewhere, with a {@link Question.Type#GIVEN} answer; no doors, but handled like them. */
    default List<String> sideDoors() {
        return List.of();
    }

    /** Forms by which the sender of a case goes on with it. */
    List<String> acts();

    /** What a form asks, in order, given what has been answered so far. */
    List<Question> questions(String form, Map<String, String> answers);

    /**
     * What is wrong with answers that are each in order. Fields are names of questions.
     *
     * @param rules of the unit's county, as {@link #rules} gave them
     */
    default List<Refusal> refusals(String form, Map<String, String> answers, Map<String, String> rules) {
        return List.of();
    }

    /**
     * What a county has decided about these forms and the public side has to know beforehand; asked on the work side, at least
     * daily, and again after {@link DeskRulesChanged}.
     */
    default Map<String, String> rules(UUID county) {
        return Map.of();
    }

    /** Within which a case opened through this door is answered; null where no day is promised. */
    @Nullable
    Limit promise(String door);

    /**
     * Whether what is sent with this form must not be told from anything else that was sent within days: it is carried inward in an
     * envelope together with others, and no day or receipt is known before (docs/decisions/0015). Goes for whatever the sender of
     * such a case does later, too.
     */
    default boolean isUnnamed(String form) {
        return false;
    }

    /** Whether this desk still keeps nothing that could tell who sent something without a name, or when. */
    default boolean keepsItsPromise() {
        return true;
    }

    /** Whether files may be sent along. */
    default boolean takesFiles(String form) {
        return true;
    }

    /**
     * Takes in, in the transaction that removes it from the public side: both happen or neither. What the sender may no longer
     * do is refused, and the sender told.
     */
    Optional<Refusal> receive(Incoming incoming);

    /** What the sender of a case of this desk is shown; empty for a code of somebody else's. */
    Optional<Tracked> tracked(TrackingCode code);

    /** What this desk adds to a case of another, for instance to ask what the answer is worth; told afresh when the case is. */
    default Optional<Addition> adds(TrackingCode code) {
        return Optional.empty();
    }

    /**
     * @param acts forms of the adding desk that the sender may use now
     * @param steps after those of the case itself
     */
    record Addition(List<String> acts, List<Tracked.Step> steps) {

        public Addition {
            acts = List.copyOf(acts);
            steps = List.copyOf(steps);
        }
    }

    /** Codes of all its cases, so that everything can be shown afresh. */
    List<TrackingCode> codes();
}
