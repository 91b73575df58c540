package io.gongkai.message;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words of a message with places for values: <code>{number}</code>.
 *
 * @param version 0 for the wording of the program
 * @param subject empty for SMS
 */
public record Wording(int version, String subject, String body) {

    static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");

    /** A place without a value stays as it is; a value is put in as it is, braces and all. */
    static String filled(String words, Map<String, String> values) {
        return PLACE.matcher(words)
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), place.group())));
    }
}
