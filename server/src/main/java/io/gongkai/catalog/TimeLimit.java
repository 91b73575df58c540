package io.gongkai.catalog;

import io.gongkai.calendar.Cadence;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An entry's time code as written, and the rules read from it: "Y; Q" has two, "E1–E3" the stricter outer limit.
 *
 * <p>Parts stand between semicolons or commas, and each gives its rules and its words. Two cadences with a stroke are both
 * owed (Q/Y, M/Y) unless the longer is but twice the shorter: M/BM is a range like E1–E3, and its outer limit counts.
 * "≤3WD" is read as E3, and 学期 (a school term) as H: there are two in a year.
 *
 * @param code as the county wrote it; parts that are no rule ("展示≥7日") are kept here as a note
 */
public record TimeLimit(String code, List<TimeRule> rules) {

    private static final Pattern RANGE = Pattern.compile("E([1-9]\\d?)\\s*[–—~-]\\s*E?([1-9]\\d?)");
    private static final Pattern WITHIN = Pattern.compile("≤\\s*([1-9]\\d?)\\s*WD");
    private static final Pattern TERM = Pattern.compile("学期(?!\\S)");
    private static final Pattern EITHER = Pattern.compile("(BM|[MQHY])\\s*/\\s*(BM|[MQHY])(?![A-Za-z0-9])");
    private static final Pattern DAYS = Pattern.compile("(?<![A-Za-z])([LEN])([1-9]\\d?)(?![A-Za-z0-9])");
    private static final Pattern CADENCE =
            Pattern.compile("(?<![A-Za-z])(ST|BM|[MQHY])(?![A-Za-z0-9])(?:\\s*[(（]\\s*(1[0-2]|[1-9])月底前\\s*[)）])?");
    private static final Pattern BRACKETS = Pattern.compile("[(（][^)）]*[)）]");
    private static final Pattern LETTER = Pattern.compile("[A-Za-z]");

    public TimeLimit {
        rules = List.copyOf(rules);
    }

    /** One part of a code: what it asks, and the words beside it. */
    private record Part(List<TimeRule> rules, String note, boolean unknown) {

        static Part of(List<TimeRule> rules, String rest) {
            var outsideBrackets = BRACKETS.matcher(rest).replaceAll("");
            var note = rest.strip().replaceAll("^[(（](.*)[)）]$", "$1");
            return new Part(rules, note, LETTER.matcher(outsideBrackets).find());
        }
    }

    public static TimeLimit parse(String code) {
        var trimmed = code.strip();
        return new TimeLimit(
                trimmed,
                parts(trimmed).stream()
                        .flatMap(part -> part.rules().stream())
                        .distinct()
                        .toList());
    }

    /** The words beside the rules, which no program can follow but every reader should see; may be empty. */
    public String note() {
        return String.join(
                "；",
                parts(code).stream()
                        .map(Part::note)
                        .filter(note -> !note.isEmpty())
                        .toList());
    }

    /** Whether a part looks like a rule and is none, as E0 or Z3 would; what stands in brackets explains and is no code. */
    boolean holdsUnknownCode() {
        return parts(code).stream().anyMatch(Part::unknown);
    }

    private static List<Part> parts(String code) {
        var parts = new ArrayList<Part>();
        for (var text : code.split("[;；,，]")) {
            parts.add(part(text.strip()));
        }
        return parts;
    }

    private static Part part(String text) {
        var range = RANGE.matcher(text);
        if (range.find()) {
            var outer = Math.max(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)));
            return Part.of(List.of(new TimeRule.AfterEvent(outer)), without(text, range));
        }
        var within = WITHIN.matcher(text);
        if (within.find()) {
            return Part.of(List.of(new TimeRule.AfterEvent(Integer.parseInt(within.group(1)))), without(text, within));
        }
        var either = EITHER.matcher(text);
        if (either.find()) {
            return Part.of(bothOrOuter(cadence(either.group(1)), cadence(either.group(2))), without(text, either));
        }
        var days = DAYS.matcher(text);
        if (days.find()) {
            return Part.of(List.of(counted(days.group(1), Integer.parseInt(days.group(2)))), without(text, days));
        }
        var cadence = CADENCE.matcher(text);
        if (cadence.find()) {
            return Part.of(List.of(recurring(cadence)), without(text, cadence));
        }
        var term = TERM.matcher(text);
        if (term.find()) {
            return Part.of(List.of(new TimeRule.Periodic(Cadence.HALF_YEARLY, null)), text);
        }
        return Part.of(List.of(), text);
    }

    private static TimeRule counted(String letter, int days) {
        return switch (letter) {
            case "L" -> new TimeRule.LongTerm(days);
            case "E" -> new TimeRule.AfterEvent(days);
            default -> TimeRule.notice(days);
        };
    }

    private static TimeRule recurring(Matcher found) {
        if (found.group(1).equals("ST")) {
            return new TimeRule.Staged();
        }
        var month = found.group(2);
        return new TimeRule.Periodic(cadence(found.group(1)), month == null ? null : Integer.valueOf(month));
    }

    private static List<TimeRule> bothOrOuter(Cadence one, Cadence other) {
        var shorter = one.compareTo(other) <= 0 ? one : other;
        var longer = shorter == one ? other : one;
        var outer = new TimeRule.Periodic(longer, null);
        return months(longer) <= 2 * months(shorter)
                ? List.of(outer)
                : List.of(new TimeRule.Periodic(shorter, null), outer);
    }

    private static Cadence cadence(String letter) {
        return switch (letter) {
            case "M" -> Cadence.MONTHLY;
            case "BM" -> Cadence.BIMONTHLY;
            case "Q" -> Cadence.QUARTERLY;
            case "H" -> Cadence.HALF_YEARLY;
            default -> Cadence.YEARLY;
        };
    }

    private static int months(Cadence cadence) {
        return switch (cadence) {
            case MONTHLY -> 1;
            case BIMONTHLY -> 2;
            case QUARTERLY -> 3;
            case HALF_YEARLY -> 6;
            case YEARLY -> 12;
        };
    }

    private static String without(String text, Matcher found) {
        return text.substring(0, found.start()) + text.substring(found.end());
    }
}
