package io.gongkai.account;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.gongkai.account.AuditEvent.Act;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import io.gongkai.web.TooManyRequestsException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Opens the door to whoever knows login and password. Five failures close a login for fifteen minutes, and one address
 * may fail only so often a minute. Neither the answer nor its time tells whether a login exists.
 */
@Service
public class SignIns {

    static final int FAILURES = 5;
    static final Duration LOCKED_FOR = Duration.ofMinutes(15);
    private static final int MAX_LOGIN = 60;

    private final AccountStore store;
    private final Passwords passwords;
    private final Audit audit;
    private final KnownPeople known;
    private final Sessions sessions;
    private final Clock clock;
    private final LoadingCache<String, Bucket> byAddress;

    SignIns(
            AccountStore store,
            Passwords passwords,
            Audit audit,
            KnownPeople known,
            Sessions sessions,
            Clock clock,
            @Value("${gongkai.sign-in.failures-per-minute:30}") int perMinute) {
        this.store = store;
        this.passwords = passwords;
        this.audit = audit;
        this.known = known;
        this.sessions = sessions;
        this.clock = clock;
        this.byAddress = Caffeine.newBuilder()
                .maximumSize(100_000)
                .expireAfterAccess(Duration.ofMinutes(5))
                .build(_ -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                        .build());
    }

    /**
     * Not one transaction: the hashing in the middle would hold a connection all the while.
     *
     * @throws TooManyRequestsException when too many sign-ins from this address failed within the minute
     */
    public Outcome<PersonId> signIn(String typedLogin, String password, String address) {
        var login = typedLogin.strip().toLowerCase(Locale.ROOT);
        login = login.substring(0, Math.min(login.length(), MAX_LOGIN));
        var attempts = byAddress.get(address);
        var probe = attempts.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw new TooManyRequestsException(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
        var locked = locked(login);
        if (locked != null) {
            return Outcome.refused(locked);
        }
        var credentials = store.credentials(login);
        var right = passwords.matches(
                password, credentials.map(AccountStore.Credentials::hash).orElse(null));
        if (credentials.isEmpty() || !right) {
            return Outcome.refused(failed(
                    login, credentials.map(AccountStore.Credentials::person).orElse(null)));
        }
        // Others may have failed meanwhile; a guess that was under way when the door closed does not get in.
        var lockedMeanwhile = locked(login);
        if (lockedMeanwhile != null) {
            return Outcome.refused(lockedMeanwhile);
        }
        attempts.addTokens(1);
        if (credentials.get().disabled()) {
            audit.record(Act.SIGN_IN_FAILED, null, credentials.get().person(), login);
            return Outcome.refused(Refusal.of("account.signIn.disabled"));
        }
        store.forgetFailures(login);
        audit.record(Act.SIGNED_IN, credentials.get().person(), null, login);
        return Outcome.done(credentials.get().person());
    }

    private Refusal failed(String login, @Nullable PersonId person) {
        var now = clock.instant();
        var lock = store.recordFailure(login, FAILURES, now, now.minus(LOCKED_FOR), now.plus(LOCKED_FOR));
        audit.record(Act.SIGN_IN_FAILED, null, person, login);
        if (lock.lockedUntil() == null) {
            return Refusal.of("account.signIn.wrong");
        }
        audit.record(Act.SIGN_IN_LOCKED, null, person, login);
        return Refusal.of("account.signIn.locked", lock.lockedUntil());
    }

    private @Nullable Refusal locked(String login) {
        return store.lock(login)
                .map(AccountStore.Lock::lockedUntil)
                .filter(until -> clock.instant().isBefore(until))
                .map(until -> Refusal.of("account.signIn.locked", until))
                .orElse(null);
    }

    /**
     * Gives oneself a new password. Guessing the present one here counts like guessing at the door; every other session of
     * the person ends.
     *
     * @param here id of the session that asks and stays
     */
    public Outcome<PersonId> changePassword(Actor actor, String present, String wanted, String here) {
        var locked = locked(actor.login());
        if (locked != null) {
            return Outcome.refused(locked);
        }
        var refusals = new ArrayList<Refusal>();
        var hash = store.credentials(actor.login())
                .map(AccountStore.Credentials::hash)
                .orElse(null);
        if (!passwords.matches(present, hash)) {
            var ground = failed(actor.login(), actor.id());
            refusals.add(
                    ground.code().equals("account.signIn.wrong")
                            ? Refusal.at("present", "account.password.wrong")
                            : ground);
        }
        refusals.addAll(passwords.refusals("wanted", actor.login(), wanted));
        if (present.equals(wanted)) {
            refusals.add(Refusal.at("wanted", "account.password.same"));
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        store.setPassword(actor.id(), passwords.hash(wanted), false, clock.instant());
        store.forgetFailures(actor.login());
        known.changed(actor.id());
        audit.record(Act.PASSWORD_CHANGED, actor.id(), actor.id(), actor.login());
        sessions.endAll(actor.id(), here);
        return Outcome.done(actor.id());
    }

    /** Typed logins are forgotten after a day. */
    @Scheduled(cron = "0 10 * * * *")
    void forget() {
        store.forgetFailuresBefore(clock.instant().minus(Duration.ofDays(1)));
    }
}
