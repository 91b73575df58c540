package io.gongkai.account;

import io.gongkai.account.AuditEvent.Act;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Personal access tokens (访问令牌): a program that carries one does what its owner may, on the API only. */
@Service
public class Tokens {

    private static final String PREFIX = "gk_";
    private static final int BYTES = 32;
    private static final int MAX_NAME = 100;
    private static final int MAX_DAYS = 366;

    /** A token in the only moment in which it can be read. */
    public record Issued(UUID id, String secret) {}

    private final AccountStore store;
    private final Audit audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Tokens(AccountStore store, Audit audit, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A new token of the person himself.
     *
     * @param expiresOn first day on which it no longer opens anything; at most a year ahead
     */
    @Transactional
    public Outcome<Issued> issue(PersonId person, String name, LocalDate expiresOn) {
        var refusals = new ArrayList<Refusal>();
        var plainName = name.strip();
        if (plainName.isEmpty() || plainName.length() > MAX_NAME) {
            refusals.add(Refusal.at("name", "account.token.name", MAX_NAME));
        }
        var today = LocalDate.now(clock);
        if (!expiresOn.isAfter(today) || expiresOn.isAfter(today.plusDays(MAX_DAYS))) {
            refusals.add(Refusal.at("expiresOn", "account.token.expiry", today.plusDays(1), today.plusDays(MAX_DAYS)));
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var id = store.insertToken(person, plainName, digest(secret), clock.instant(), expiresOn);
        audit.record(Act.TOKEN_CREATED, person, person, plainName);
        return Outcome.done(new Issued(id, secret));
    }

    /** All of a person's tokens, the newest first, spent ones too. */
    public List<Token> of(PersonId person) {
        return store.tokens(person);
    }

    /** Only its owner may; somebody else's is as good as unknown. */
    @Transactional
    public void revoke(UUID token, PersonId by) {
        var known = store.token(token)
                .filter(found -> found.person().equals(by))
                .orElseThrow(() -> new NoSuchElementException("token " + token));
        if (known.revokedAt() == null) {
            store.revokeToken(token, clock.instant());
            audit.record(Act.TOKEN_REVOKED, by, by, known.name());
        }
    }

    /** Whose it is, if it opens anything today. Asked of the database every time, so that revoking counts at once. */
    public Optional<PersonId> owner(String secret) {
        if (!secret.startsWith(PREFIX)) {
            return Optional.empty();
        }
        var token = store.tokenByHash(digest(secret)).filter(found -> found.opensOn(LocalDate.now(clock)));
        token.ifPresent(this::used);
        return token.map(Token::person);
    }

    private void used(Token token) {
        var now = clock.instant();
        if (token.lastUsedAt() == null || token.lastUsedAt().isBefore(now.minus(Duration.ofMinutes(1)))) {
            store.tokenUsed(token.id(), now);
        }
    }

    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
