package io.gongkai.account;

import io.gongkai.account.AuditEvent.Act;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Slice;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The audit record (审计记录) as its administrator reads it. Nobody changes it. */
@Service
public class AuditLog {

    private static final int MAX_DETAIL = 300;

    private static final int MAX_SIZE = 1000;

    private final Audit audit;
    private final AccountStore store;
    private final Organizations organizations;
    private final Authority authority;

    AuditLog(Audit audit, AccountStore store, Organizations organizations, Authority authority) {
        this.audit = audit;
        this.store = store;
        this.organizations = organizations;
        this.authority = authority;
    }

    /**
     * The newest first, keyset-paged. An administrator sees what concerns people and organizations below his post; one of a
     * whole county also what concerns nobody known.
     *
     * @param act null for all
     * @param words part of the detail, or exactly a login, name or address; empty for all
     */
    public Slice<AuditEvent> read(PersonId by, @Nullable Act act, String words, int size, @Nullable String cursor) {
        var places = authority
                .actor(by)
                .map(actor -> actor.where(Permission.READ_AUDIT))
                .filter(found -> !found.isEmpty())
                .orElseThrow(() -> new NotPermittedException(by + " may read the audit record nowhere"));
        var limit = Math.clamp(size, 1, MAX_SIZE);
        var atTop = places.stream().anyMatch(place -> organizations.path(place).size() == 1);
        var events = store.events(
                places, atTop, act == null ? "" : act.name(), words.strip(), Cursor.number(cursor), limit + 1);
        return events.size() <= limit
                ? new Slice<>(events, null)
                : new Slice<>(
                        events.subList(0, limit),
                        String.valueOf(events.get(limit - 1).id()));
    }

    /** Somebody who is signed in was turned away. */
    @Transactional
    public void refused(Actor actor, String what) {
        audit.record(Act.ACCESS_REFUSED, actor.id(), null, what.substring(0, Math.min(what.length(), MAX_DETAIL)));
    }

    /** Somebody left by the door. */
    @Transactional
    public void signedOut(Actor actor) {
        audit.record(Act.SIGNED_OUT, actor.id(), null, actor.login());
    }
}
