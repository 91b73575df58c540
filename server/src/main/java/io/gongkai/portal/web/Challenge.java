package io.gongkai.portal.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gongkai.portal.Letterbox;
import io.gongkai.web.Messages;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes sending dearer for machines than for people. A browser with script finds a number for which it has to try some tens of
 * thousands, while its reader looks over the answers; without script one answers a sum asked in words, which a screen reader
 * reads like any other. No picture, no cookie, nothing kept but which ones were used.
 */
@Component
public class Challenge {

    /** Leading bits of the digest that must be 0: tens of thousands of tries, a fraction of a second on a cheap telephone. */
    static final int BITS = 15;

    private static final Duration VALID = Duration.ofHours(3);
    private static final int LARGEST = 10;
    private static final int SIGNATURE = 16;

    /** What the form carries: {@code first} plus {@code second} is asked. */
    public record Asked(String token, int first, int second) {}

    private final Letterbox letterbox;
    private final Messages messages;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Cache<String, Boolean> used =
            Caffeine.newBuilder().expireAfterWrite(VALID).maximumSize(500_000).build();
    private volatile byte @Nullable [] key;

    Challenge(Letterbox letterbox, Messages messages, Clock clock) {
        this.letterbox = letterbox;
        this.messages = messages;
        this.clock = clock;
    }

    Asked ask() {
        var first = 1 + random.nextInt(LARGEST);
        var second = 1 + random.nextInt(LARGEST);
        var body = ByteBuffer.allocate(Long.BYTES + 2 + Long.BYTES)
                .putLong(clock.instant().plus(VALID).toEpochMilli())
                .put((byte) first)
                .put((byte) second)
                .putLong(random.nextLong())
                .array();
        return new Asked(signed(body), first, second);
    }

    /** Whether the sum is right, as digits or in words, or the number that script has found; once for each question. */
    boolean passes(String token, String answer, String proof) {
        var body = body(token);
        if (body == null || used.getIfPresent(token) != null) {
            return false;
        }
        var read = ByteBuffer.wrap(body);
        var until = Instant.ofEpochMilli(read.getLong());
        var sum = read.get() + read.get();
        if (clock.instant().isAfter(until) || !isProof(token, proof) && !isNumber(answer, sum)) {
            return false;
        }
        return used.asMap().putIfAbsent(token, true) == null;
    }

    private boolean isNumber(String answer, int sum) {
        var typed = Normalizer.normalize(answer, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
        return typed.equals(String.valueOf(sum))
                || IntStream.of(0, 1)
                        .mapToObj(language -> language == 0 ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH)
                        .anyMatch(locale -> typed.equals(messages.text(locale, "intake.number." + sum)));
    }

    private static boolean isProof(String token, String proof) {
        if (!proof.matches("[0-9]{1,12}")) {
            return false;
        }
        var digest = digest((token + ":" + proof).getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(digest).getInt() >>> (Integer.SIZE - BITS) == 0;
    }

    private String signed(byte[] body) {
        var token = Arrays.copyOf(body, body.length + SIGNATURE);
        System.arraycopy(signature(body), 0, token, body.length, SIGNATURE);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    private byte @Nullable [] body(String token) {
        try {
            var bytes = Base64.getUrlDecoder().decode(token);
            if (bytes.length != Long.BYTES + 2 + Long.BYTES + SIGNATURE) {
                return null;
            }
            var body = Arrays.copyOf(bytes, bytes.length - SIGNATURE);
            var signature = Arrays.copyOfRange(bytes, body.length, bytes.length);
            return MessageDigest.isEqual(signature, Arrays.copyOf(signature(body), SIGNATURE)) ? body : null;
        } catch (IllegalArgumentException notOurs) {
            return null;
        }
    }

    private byte[] signature(byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key(), "HmacSHA256"));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC", e);
        }
    }

    private byte[] key() {
        var known = key;
        if (known == null) {
            known = letterbox.challengeKey();
            key = known;
        }
        return known;
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
