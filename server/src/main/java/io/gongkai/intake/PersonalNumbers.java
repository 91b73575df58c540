package io.gongkai.intake;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Looks for numbers that belong to a person in what a sender typed, to warn before it is sent. It warns and does not block: the
 * sender knows best whose number it is.
 */
public final class PersonalNumbers {

    /** @param text as it was typed */
    public record Finding(PersonalNumber kind, String text) {}

    public enum PersonalNumber {
        RESIDENT_ID,
        MOBILE
    }

    private static final Pattern NUMBER = Pattern.compile("(?<![0-9])[0-9](?:[ -]?[0-9]){9,17}[ -]?[0-9Xx]?(?![0-9])");
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECKS = "10X98765432";

    private PersonalNumbers() {}

    public static List<Finding> in(String text) {
        var findings = new ArrayList<Finding>();
        var narrow = Normalizer.normalize(text, Normalizer.Form.NFKC);
        var found = NUMBER.matcher(narrow);
        while (found.find()) {
            var digits = found.group().replaceAll("[ -]", "").toUpperCase(java.util.Locale.ROOT);
            if (isResidentId(digits)) {
                findings.add(
                        new Finding(PersonalNumber.RESIDENT_ID, found.group().strip()));
            } else if (digits.matches("(86)?1[3-9][0-9]{9}")) {
                findings.add(new Finding(PersonalNumber.MOBILE, found.group().strip()));
            }
        }
        return findings;
    }

    /** Eighteen signs, a day of birth that exists, and the check sign of GB 11643. */
    static boolean isResidentId(String digits) {
        if (!digits.matches("[1-9][0-9]{16}[0-9X]")) {
            return false;
        }
        try {
            LocalDate.of(
                    Integer.parseInt(digits.substring(6, 10)),
                    Integer.parseInt(digits.substring(10, 12)),
                    Integer.parseInt(digits.substring(12, 14)));
        } catch (DateTimeException noDay) {
            return false;
        }
        var sum = 0;
        for (var i = 0; i < WEIGHTS.length; i++) {
            sum += (digits.charAt(i) - '0') * WEIGHTS[i];
        }
        return CHECKS.charAt(sum % 11) == digits.charAt(17);
    }
}
