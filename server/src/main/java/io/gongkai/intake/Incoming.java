package io.gongkai.intake;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * Something the public has sent, on its way in. The day is all that is known of when.
 *
 * @param code of the case that it opens or goes on with
 * @param answers by name of the question, trimmed; unanswered ones are absent
 */
public record Incoming(
        String form, TrackingCode code, LocalDate receivedOn, Map<String, String> answers, List<File> files) {

    /** A file as it was sent; its type was checked at the door. */
    public record File(String name, byte[] bytes) {}

    public Incoming {
        answers = Map.copyOf(answers);
        files = List.copyOf(files);
    }

    public String answer(String name) {
        return answers.getOrDefault(name, "");
    }
}
