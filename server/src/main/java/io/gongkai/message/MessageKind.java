package io.gongkai.message;

import java.util.Set;
import java.util.TreeSet;

/**
 * An occasion on which somebody is told something. Its words are message keys: {@code message.kind.<key>} is its name, {@code
 * message.kind.<key>.subject}, {@code .mail} and {@code .sms} are the wording of the program, which a county may replace. A value
 * is put in by its name in braces: <code>{number}</code>.
 *
 * @param key for instance {@code request.received}
 * @param values that the sender gives each time
 * @param needed of these, and of {@link #COMMON}, those that a wording must not leave out
 */
public record MessageKind(String key, Set<String> values, Set<String> needed) {

    /** What every wording may name: the organization in whose name it goes out, the link, the day. */
    public static final Set<String> COMMON = Set.of("organization", "link", "today");

    public MessageKind {
        values = Set.copyOf(values);
        needed = Set.copyOf(needed);
        if (!key.matches("[a-z][a-z-]*(\\.[a-z][a-z-]*)*")) {
            throw new IllegalArgumentException("No key of a kind: " + key);
        }
        if (values.stream().anyMatch(COMMON::contains)) {
            throw new IllegalArgumentException(key + " gives what is always there: " + values);
        }
        var unknown = new TreeSet<>(needed);
        unknown.removeAll(values);
        unknown.removeAll(COMMON);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(key + " needs what nobody gives: " + unknown);
        }
    }

    String nameKey() {
        return "message.kind." + key;
    }
}
