package io.gongkai.demonstration;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One telling of a matter: its blanks are filled with what was declared, with what the unit knows about itself, and with
 * draws. What was said once under a name is said again the same, so that title, sentence and table agree.
 */
final class Telling {

    private static final Pattern RANGE = Pattern.compile("(\\d+)\\.\\.(\\d+)(?:~(\\d+))?");
    private static final Pattern NAMED_RANGE = Pattern.compile("([^:|{}]+):(\\d+\\.\\.\\d+(?:~\\d+)?)");
    private static final Pattern PERSON = Pattern.compile("人\\d");

    private final String name;
    private final Map<String, String> declared;
    private final Map<String, String> known;
    private final Map<String, String> drawn = new HashMap<>();

    Telling(String name, Map<String, String> declared, Map<String, String> known) {
        this.name = name;
        this.declared = declared;
        this.known = known;
    }

    /** Fills the blanks; {@code place} tells the places of a telling apart, so that they draw differently. */
    String fill(String pattern, String place) {
        return fill(pattern, new Chance(name + "/" + place));
    }

    private String fill(String pattern, Chance chance) {
        var open = pattern.indexOf('{');
        if (open < 0) {
            return pattern;
        }
        var filled = new StringBuilder();
        var at = 0;
        while (open >= 0) {
            var close = matching(pattern, open);
            filled.append(pattern, at, open);
            filled.append(blank(pattern.substring(open + 1, close), chance));
            at = close + 1;
            open = pattern.indexOf('{', at);
        }
        return filled.append(pattern.substring(at)).toString();
    }

    private String blank(String inside, Chance chance) {
        var choices = choices(inside);
        if (choices.size() > 1) {
            return fill(chance.of(choices), chance);
        }
        var range = RANGE.matcher(inside);
        if (range.matches()) {
            return draw(inside, chance);
        }
        var namedRange = NAMED_RANGE.matcher(inside);
        if (namedRange.matches()) {
            var value = draw(namedRange.group(2), chance);
            drawn.put(namedRange.group(1), value);
            return value;
        }
        var word = word(inside);
        return word != null ? word : plain(Arithmetic.value(inside, this::number));
    }

    private @org.jspecify.annotations.Nullable String word(String term) {
        var said = drawn.get(term);
        if (said != null) {
            return said;
        }
        var declaration = declared.get(term);
        if (declaration != null) {
            var chance = new Chance(name + "?" + term);
            var value = RANGE.matcher(declaration).matches()
                    ? draw(declaration, chance)
                    : declaration.contains("{")
                            ? fill(declaration, chance)
                            : plain(Arithmetic.value(declaration, this::number));
            drawn.put(term, value);
            return value;
        }
        if (PERSON.matcher(term).matches()) {
            return drawn.computeIfAbsent(term, this::person);
        }
        return known.get(term);
    }

    private String person(String term) {
        var taken = drawn.values();
        var chance = new Chance(name + "?" + term);
        var person = Names.person(chance);
        while (taken.contains(person)) {
            person = Names.person(chance);
        }
        return person;
    }

    private BigDecimal number(String term) {
        var word = word(term);
        if (word == null) {
            throw new IllegalArgumentException("Nobody knows {" + term + "} in " + name);
        }
        return new BigDecimal(word);
    }

    private static String draw(String range, Chance chance) {
        var parts = RANGE.matcher(range);
        if (!parts.matches()) {
            throw new IllegalArgumentException("Not a range: " + range);
        }
        var low = Integer.parseInt(parts.group(1));
        var high = Integer.parseInt(parts.group(2));
        var step = parts.group(3) == null ? 1 : Integer.parseInt(parts.group(3));
        return String.valueOf(low + step * chance.below((high - low) / step + 1));
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }

    private static int matching(String pattern, int open) {
        var depth = 0;
        for (var i = open; i < pattern.length(); i++) {
            if (pattern.charAt(i) == '{') {
                depth++;
            } else if (pattern.charAt(i) == '}' && --depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("Blank not closed: " + pattern);
    }

    private static List<String> choices(String inside) {
        var choices = new ArrayList<String>();
        var depth = 0;
        var from = 0;
        for (var i = 0; i < inside.length(); i++) {
            switch (inside.charAt(i)) {
                case '{' -> depth++;
                case '}' -> depth--;
                case '|' -> {
                    if (depth == 0) {
                        choices.add(inside.substring(from, i));
                        from = i + 1;
                    }
                }
                default -> {}
            }
        }
        choices.add(inside.substring(from));
        return choices;
    }
}
