package io.gongkai.opinion.survey;

import io.gongkai.intake.TrackingCode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What a printed slip carries (问卷码), good for one answer: twelve signs in three groups, so that it can be typed by hand. It is
 * nowhere kept: what is kept is made of it by a slow one-way function, which gives its 60 random bits the strength that a
 * tracking code has by its length.
 *
 * @param text with hyphens, for instance 7KQM-X2AB-NN4T
 */
public record SlipCode(String text) {

    private static final String SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final int LENGTH = 12;
    private static final int ROUNDS = 1000;
    private static final int BITS = 80;
    private static final byte[] SALT = "slip of a survey".getBytes(StandardCharsets.US_ASCII);

    public SlipCode {
        if (!text.matches("[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){2}")) {
            throw new IllegalArgumentException("Not the code of a slip");
        }
    }

    public static SlipCode random(SecureRandom random) {
        var signs = new StringBuilder();
        for (var i = 0; i < LENGTH; i++) {
            signs.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return grouped(signs.toString());
    }

    /** However it was typed: small letters, blanks, wide signs, without hyphens. */
    public static Optional<SlipCode> typed(String typed) {
        var signs = Normalizer.normalize(typed, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .replaceAll("[\\s\\-–—_.]+", "");
        return signs.matches("[" + SIGNS + "]{" + LENGTH + "}") ? Optional.of(grouped(signs)) : Optional.empty();
    }

    private static SlipCode grouped(String signs) {
        return new SlipCode(signs.replaceAll("(.{4})(?=.)", "$1-"));
    }

    /** Under which an answer travels inward; nobody comes from it back to the slip. */
    public TrackingCode tracking() {
        try {
            var spec = new PBEKeySpec(text.toCharArray(), SALT, ROUNDS, BITS);
            var bytes = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            var number = new java.math.BigInteger(1, bytes);
            var signs = new StringBuilder();
            for (var i = BITS / 5 - 1; i >= 0; i--) {
                signs.append(SIGNS.charAt(number.shiftRight(5 * i).intValue() & 31));
            }
            return TrackingCode.typed(signs.toString()).orElseThrow();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has PBKDF2", e);
        }
    }

    /** Not the code: it must not come into a log by accident. */
    @Override
    public String toString() {
        return "SlipCode[…]";
    }
}
