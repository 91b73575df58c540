package io.gongkai.shared;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One ground on which something was refused. A refusal is an answer, not an error: operations collect all grounds.
 *
 * @param code key of its sentence in the message files, for instance {@code disclosure.publish.scope}
 * @param field the form field beside which it is shown, or null when it concerns the whole
 * @param details the facts that the sentence names, in the order of its placeholders
 */
public record Refusal(String code, @Nullable String field, List<Object> details) {

    public Refusal {
        details = List.copyOf(details);
    }

    public static Refusal of(String code, Object... details) {
        return new Refusal(code, null, List.of(details));
    }

    public static Refusal at(String field, String code, Object... details) {
        return new Refusal(code, field, List.of(details));
    }
}
