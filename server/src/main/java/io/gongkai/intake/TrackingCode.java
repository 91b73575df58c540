package io.gongkai.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a receipt carries and nothing else leads to (查询码): 80 random bits, in four groups of four signs that are not mistaken
 * for each other when read aloud or copied by hand.
 *
 * @param text with hyphens, for instance 7KQM-X2AB-NN4T-9RHE
 */
public record TrackingCode(String text) {

    private static final String SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final int LENGTH = 16;
    private static final int GROUP = 4;

    // A pair of signs is a word of two characters: the first says how, the second what. Whoever must not keep a printed
    // receipt
    // can learn eight of them by heart. They are the same in every language.
    private static final List<String> WORDS = characters();

    public TrackingCode {
        if (!text.matches("[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}")) {
            throw new IllegalArgumentException("Not a tracking code");
        }
    }

    public static TrackingCode random(SecureRandom random) {
        var signs = new StringBuilder();
        for (var i = 0; i < LENGTH; i++) {
            signs.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return grouped(signs.toString());
    }

    /** The same as eight words of two characters. */
    public List<String> words() {
        var signs = text.replace("-", "");
        return IntStream.range(0, LENGTH / 2)
                .mapToObj(i -> "" + WORDS.getFirst().charAt(SIGNS.indexOf(signs.charAt(2 * i)))
                        + WORDS.getLast().charAt(SIGNS.indexOf(signs.charAt(2 * i + 1))))
                .toList();
    }

    /** However it was typed: small letters, blanks, wide signs, without hyphens; or as words, with anything between them. */
    public static Optional<TrackingCode> typed(String typed) {
        var signs = java.text.Normalizer.normalize(typed, java.text.Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .replaceAll("[\\s\\-–—_.,、·]+", "");
        if (!signs.isEmpty() && WORDS.getFirst().indexOf(signs.charAt(0)) >= 0) {
            return ofWords(signs);
        }
        return signs.matches("[" + SIGNS + "]{" + LENGTH + "}") ? Optional.of(grouped(signs)) : Optional.empty();
    }

    private static Optional<TrackingCode> ofWords(String characters) {
        if (characters.length() != LENGTH) {
            return Optional.empty();
        }
        var signs = new StringBuilder();
        for (var i = 0; i < LENGTH; i++) {
            var place = WORDS.get(i % 2).indexOf(characters.charAt(i));
            if (place < 0) {
                return Optional.empty();
            }
            signs.append(SIGNS.charAt(place));
        }
        return Optional.of(grouped(signs.toString()));
    }

    private static List<String> characters() {
        try (var words = TrackingCode.class.getResourceAsStream("/intake/words.txt")) {
            return new String(Objects.requireNonNull(words).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TrackingCode grouped(String signs) {
        return new TrackingCode(signs.replaceAll("(.{" + GROUP + "})(?=.)", "$1-"));
    }

    /** By which the public side finds what belongs to it without holding it. */
    public byte[] hash() {
        return digest("found by " + text);
    }

    /** With which what its sender is shown is sealed. */
    byte[] key() {
        return digest("sealed by " + text);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Not the code: it must not come into a log by accident. */
    @Override
    public String toString() {
        return "TrackingCode[…]";
    }
}
