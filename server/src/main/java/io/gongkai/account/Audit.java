package io.gongkai.account;

import io.gongkai.account.AuditEvent.Act;
import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Writes the audit record, in the transaction of the act itself. */
@Component
class Audit {

    private final AccountStore store;
    private final Clock clock;

    Audit(AccountStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    void record(Act act, @Nullable PersonId actor, @Nullable PersonId subject, String detail) {
        record(act, actor, subject, null, detail);
    }

    void record(
            Act act,
            @Nullable PersonId actor,
            @Nullable PersonId subject,
            @Nullable OrganizationId organization,
            String detail) {
        store.insertEvent(new AuditEvent.New(act, actor, subject, organization, address(), detail), clock.instant());
    }

    /** Where the present request comes from; empty for what the program does by itself. */
    private static String address() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? attributes.getRequest().getRemoteAddr()
                : "";
    }
}
