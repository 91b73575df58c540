package io.gongkai.intake;

import io.gongkai.calendar.KeptDeadline;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A case as its sender sees it. Every word of it comes to the public side, sealed with the sender's code.
 *
 * @param form door through which it came
 * @param number in the unit's register
 * @param deadline null where no day is promised
 * @param steps what has happened so far, the first first
 * @param ahead message keys of what is still to come, in order
 * @param answer null until there is one
 * @param files notices and replies that were written to its sender, the first first
 * @param acts forms that its sender may use now
 */
public record Tracked(
        String form,
        String number,
        String unitCode,
        String unitName,
        String title,
        LocalDate receivedOn,
        @Nullable KeptDeadline deadline,
        List<Step> steps,
        List<String> ahead,
        @Nullable Answer answer,
        List<File> files,
        List<String> acts) {

    /**
     * Something that happened.
     *
     * @param key of its sentence in the message files, filled with {@code facts}
     * @param text what was written to or by the sender; empty where nothing
     */
    public record Step(LocalDate on, String key, List<String> facts, String text, boolean bySender) {

        public Step {
            facts = List.copyOf(facts);
        }
    }

    /** @param outcome message key of how it ended */
    public record Answer(LocalDate on, String outcome, String text) {}

    /** A stored file; {@code size} in bytes. */
    public record File(UUID id, String name, String mediaType, long size) {}

    public Tracked {
        steps = List.copyOf(steps);
        ahead = List.copyOf(ahead);
        files = List.copyOf(files);
        acts = List.copyOf(acts);
    }

    Tracked with(Desk.Addition addition) {
        return new Tracked(
                form,
                number,
                unitCode,
                unitName,
                title,
                receivedOn,
                deadline,
                Stream.concat(steps.stream(), addition.steps().stream()).toList(),
                ahead,
                answer,
                files,
                Stream.concat(addition.acts().stream(), acts.stream()).toList());
    }
}
