package io.gongkai.message;

import java.util.regex.Pattern;

/** Takes the middle out of addresses, so that they can be told apart and not be used. */
final class Masks {

    private static final int MOST = 300;
    private static final Pattern MAIL = Pattern.compile("[^\\s<>\"(),;:]+@[^\\s<>\"(),;:]+");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{7,}");

    private Masks() {}

    static String address(String address) {
        var at = address.lastIndexOf('@');
        if (at > 0) {
            return address.charAt(0) + "***" + address.substring(at);
        }
        return address.length() < 8
                ? "***"
                : address.substring(0, 3) + "****" + address.substring(address.length() - 4);
    }

    /** What a gateway said, without the addresses that it repeats; one line, cut. */
    static String said(@org.jspecify.annotations.Nullable String words) {
        if (words == null) {
            return "";
        }
        var line = words.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        var plain = NUMBER.matcher(MAIL.matcher(line).replaceAll("***")).replaceAll("***");
        return plain.length() <= MOST ? plain : plain.substring(0, MOST);
    }
}
