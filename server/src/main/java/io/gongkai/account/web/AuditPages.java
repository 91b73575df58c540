package io.gongkai.account.web;

import io.gongkai.account.Actor;
import io.gongkai.account.AuditEvent;
import io.gongkai.account.AuditLog;
import io.gongkai.account.People;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The audit administrator's page. */
@Controller
class AuditPages {

    private static final int PAGE = 100;

    private final AuditLog log;
    private final People people;
    private final Organizations organizations;

    AuditPages(AuditLog log, People people, Organizations organizations) {
        this.log = log;
        this.people = people;
        this.organizations = organizations;
    }

    @GetMapping("/work/audit")
    @Requires(Permission.READ_AUDIT)
    ModelAndView show(
            @RequestParam(required = false) AuditEvent.@Nullable Act act,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String cursor,
            Actor actor) {
        var slice = log.read(actor.id(), act, q, PAGE, cursor);
        var names = people.names(slice.items().stream()
                .flatMap(event -> Stream.of(event.actor(), event.subject()))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
        var places = slice.items().stream()
                .map(AuditEvent::organization)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.toMap(
                        OrganizationId::value, id -> organizations.get(id).name()));
        return new ModelAndView(
                "account/audit",
                Map.of("audit", new AuditRecord(slice.items(), names, places, act, q, cursor == null, slice.next())));
    }
}
