package io.gongkai.account;

import io.gongkai.account.AuditEvent.Act;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The audit record (审计记录) as its administrator reads it. Nobody changes it. */
@Service
public class AuditLog {

    private static final int MAX_DETAIL = 300;

    private final Audit audit;

    AuditLog(Audit audit) {
        this.audit = audit;
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
