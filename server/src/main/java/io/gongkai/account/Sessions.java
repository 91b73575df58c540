package io.gongkai.account;

import io.gongkai.account.AuditEvent.Act;
import io.gongkai.shared.PersonId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Service;

/**
 * Where somebody is signed in at present (登录会话), kept in the database so that a restart signs nobody out.
 *
 * <p>A session holds who it is and where it began, never what that person may do.
 */
@Service
public class Sessions {

    /** Names of the attributes that a session carries from sign-in on. */
    public static final String PERSON = FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;

    public static final String ADDRESS = "address";
    public static final String BROWSER = "browser";

    /** However busy: after half a day one signs in again. */
    public static final Duration LONGEST = Duration.ofHours(12);

    /**
     * One place where a person is signed in.
     *
     * @param handle names it on a page; not the id, with which one could take it over
     * @param browser what the browser says of itself; may be empty
     */
    public record Open(
            String handle, Instant since, Instant lastActive, String address, String browser, boolean here) {}

    private final ObjectProvider<FindByIndexNameSessionRepository<? extends Session>> repository;
    private final Audit audit;

    Sessions(ObjectProvider<FindByIndexNameSessionRepository<? extends Session>> repository, Audit audit) {
        this.repository = repository;
        this.audit = audit;
    }

    /** The most recently used first; {@code here} is the id of the session that asks. */
    public List<Open> of(PersonId person, @Nullable String here) {
        return open(person).entrySet().stream()
                .map(entry -> shown(entry.getValue(), entry.getKey().equals(here)))
                .sorted(Comparator.comparing(Open::lastActive).reversed())
                .toList();
    }

    /** Ends one of the person's own sessions; one that is gone already is none to complain about. */
    public void end(PersonId person, String handle) {
        open(person).keySet().stream().filter(id -> handle(id).equals(handle)).forEach(id -> {
            repository.getObject().deleteById(id);
            audit.record(Act.SESSION_ENDED, person, person, "");
        });
    }

    /** Ends all of a person's sessions except the one named, if one is. */
    public void endAll(PersonId person, @Nullable String except) {
        open(person).keySet().stream()
                .filter(id -> !id.equals(except))
                .forEach(id -> repository.getObject().deleteById(id));
    }

    private Map<String, ? extends Session> open(PersonId person) {
        return repository.getObject().findByPrincipalName(person.toString());
    }

    private static Open shown(Session session, boolean here) {
        return new Open(
                handle(session.getId()),
                session.getCreationTime(),
                session.getLastAccessedTime(),
                Optional.ofNullable(session.<String>getAttribute(ADDRESS)).orElse(""),
                Optional.ofNullable(session.<String>getAttribute(BROWSER)).orElse(""),
                here);
    }

    private static String handle(String id) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
