package io.gongkai.intake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

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

    /** However it was typed: small letters, blanks, wide signs, without hyphens. */
    public static Optional<TrackingCode> typed(String typed) {
        var signs = java.text.Normalizer.normalize(typed, java.text.Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .replaceAll("[\\s\\-–—_.]+", "");
        return signs.matches("[" + SIGNS + "]{" + LENGTH + "}") ? Optional.of(grouped(signs)) : Optional.empty();
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
