package io.gongkai.account;

import io.gongkai.shared.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * What a password must be, and how it is kept: Argon2id with 19 MiB and two passes. Two at a time at most, so that a crowd
 * at the door cannot take the memory from those inside.
 */
@Component
class Passwords {

    private static final int MIN_LENGTH = 10;
    private static final int MAX_LENGTH = 200;

    /** Those of ten characters and more that every list of stolen passwords begins with. */
    private static final Set<String> COMMON = Set.of(
            "1234567890",
            "0123456789",
            "0987654321",
            "9876543210",
            "12345678910",
            "123456789a",
            "a123456789",
            "1234567890a",
            "1111111111",
            "0000000000",
            "5201314520",
            "1314520520",
            "qwertyuiop",
            "asdfghjkl;",
            "1qaz2wsx3edc",
            "qazwsxedcr",
            "1q2w3e4r5t",
            "q1w2e3r4t5",
            "zaq12wsxcde3",
            "password12",
            "password123",
            "password1234",
            "passw0rd123",
            "p@ssw0rd123",
            "admin12345",
            "admin123456",
            "administrator",
            "root123456",
            "woaini1314",
            "woaini520520",
            "woaini1314520",
            "iloveyou12",
            "abcd123456",
            "abc1234567",
            "abcdefghij",
            "aa12345678",
            "a1b2c3d4e5",
            "qwer123456",
            "asdf123456",
            "zxcvbnm123",
            "letmein123",
            "welcome123",
            "88888888888",
            "66666666666",
            "147258369a",
            "1472583690");

    private final Argon2PasswordEncoder encoder;
    private final Semaphore places = new Semaphore(2);
    private final String nobodys;

    Passwords(
            @Value("${gongkai.password.memory-kib:19456}") int memory,
            @Value("${gongkai.password.passes:2}") int passes) {
        encoder = new Argon2PasswordEncoder(16, 32, 1, memory, passes);
        nobodys = hash("a password that nobody has");
    }

    /** Every ground on which it is refused, at the field named. */
    List<Refusal> refusals(String field, String login, String password) {
        var refusals = new ArrayList<Refusal>();
        if (password.length() < MIN_LENGTH || password.length() > MAX_LENGTH) {
            refusals.add(Refusal.at(field, "account.password.length", MIN_LENGTH, MAX_LENGTH));
        }
        var plain = password.toLowerCase(Locale.ROOT);
        if (plain.equals(login.toLowerCase(Locale.ROOT))) {
            refusals.add(Refusal.at(field, "account.password.login"));
        }
        if (COMMON.contains(plain)
                || password.length() >= MIN_LENGTH
                        && password.chars().distinct().count() < 4) {
            refusals.add(Refusal.at(field, "account.password.common"));
        }
        return refusals;
    }

    String hash(String password) {
        places.acquireUninterruptibly();
        try {
            return String.valueOf(encoder.encode(password));
        } finally {
            places.release();
        }
    }

    /** Takes as long without a hash as with one, so that the time does not tell who exists. */
    boolean matches(String password, @Nullable String hash) {
        if (password.length() > MAX_LENGTH) {
            return false;
        }
        places.acquireUninterruptibly();
        try {
            return encoder.matches(password, hash == null ? nobodys : hash) && hash != null;
        } finally {
            places.release();
        }
    }
}
