package io.gongkai.account.web;

import io.gongkai.account.AuditEvent;
import io.gongkai.shared.PersonId;
import io.gongkai.web.Page;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The page 审计: what happened, the newest first.
 *
 * @param names of the people in it
 * @param organizations names of the organizations in it
 * @param act chosen in the filter, null for all
 */
public record AuditRecord(
        List<AuditEvent> events,
        Map<PersonId, String> names,
        Map<UUID, String> organizations,
        AuditEvent.@Nullable Act act,
        String words,
        boolean fromStart,
        @Nullable String next) {

    public AuditRecord {
        events = List.copyOf(events);
        names = Map.copyOf(names);
        organizations = Map.copyOf(organizations);
    }

    public String name(@Nullable PersonId person) {
        return person == null ? "" : names.getOrDefault(person, "");
    }

    /** The detail with a role in the reader's words. */
    public String detail(Page page, AuditEvent event) {
        var role = "Role." + event.detail();
        return switch (event.act()) {
            case APPOINTED, APPOINTMENT_ENDED -> page.t(role);
            default -> event.detail();
        };
    }

    /** Of this list from the cursor on, with its filter. */
    public String address(@Nullable String cursor) {
        var address = UriComponentsBuilder.fromPath("/work/audit").queryParam("act", act == null ? "" : act.name());
        return address.queryParam("q", "{q}")
                .queryParamIfPresent("cursor", Optional.ofNullable(cursor))
                .encode()
                .buildAndExpand(words)
                .toUriString();
    }
}
