package io.gongkai.message;

import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** By what each county sends. Secrets go in and never come out again. */
@Service
public class Gateways {

    private final GatewayStore store;
    private final Organizations organizations;
    private final Authority authority;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Gateways(GatewayStore store, Organizations organizations, Authority authority, Clock clock) {
        this.store = store;
        this.organizations = organizations;
        this.authority = authority;
        this.clock = clock;
    }

    /** Whether people can be told by this medium in the organization's name. */
    public boolean reaches(OrganizationId organization, Medium medium) {
        return store.isActive(county(organization), medium);
    }

    /**
     * Sets by what a county sends; it is used from the next message on.
     *
     * @param secrets by name; a blank one leaves what is there, if it is the same gateway still
     */
    @Transactional
    public Outcome<UUID> set(
            OrganizationId county, GatewaySettings settings, Map<String, String> secrets, boolean active, PersonId by) {
        authority.require(by, Permission.MANAGE_MESSAGES, county);
        var refusals = new ArrayList<Refusal>(GatewayChecks.refusals(settings));
        if (!county.equals(county(county))) {
            refusals.add(Refusal.of("message.gateway.county"));
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        var present = store.of(county, settings.medium());
        var kept = new HashMap<String, String>();
        present.filter(gateway -> GatewayChecks.isSamePlace(gateway.settings(), settings))
                .ifPresent(gateway -> kept.putAll(gateway.secrets()));
        secrets.forEach((name, secret) -> {
            if (!secret.isBlank()) {
                kept.put(name, secret.strip());
            }
        });
        var id = present.map(Gateway::id).orElseGet(UUID::randomUUID);
        store.put(id, county, settings, kept, active, clock.instant(), by);
        return Outcome.done(id);
    }

    /**
     * A new secret by which an HTTP gateway reports; the one before opens nothing any more. This is the only moment in which it can be
     * read.
     */
    @Transactional
    public String renewReceiptSecret(OrganizationId county, PersonId by) {
        authority.require(by, Permission.MANAGE_MESSAGES, county);
        var gateway = store.of(county, Medium.SMS)
                .filter(present -> present.settings() instanceof GatewaySettings.Http)
                .orElseThrow(() -> new NoSuchElementException("no HTTP gateway of " + county));
        var bytes = new byte[24];
        random.nextBytes(bytes);
        var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var secrets = new HashMap<>(gateway.secrets());
        secrets.put(Receipts.SECRET, secret);
        store.put(gateway.id(), county, gateway.settings(), secrets, gateway.active(), clock.instant(), by);
        return secret;
    }

    private OrganizationId county(OrganizationId organization) {
        return organizations.path(organization).getFirst();
    }

    /** What a county sends by, as it may be shown. */
    public List<GatewayView> views(OrganizationId county, PersonId by) {
        authority.require(by, Permission.MANAGE_MESSAGES, county);
        return of(county).stream().map(GatewayView::of).toList();
    }

    /** Stops or goes on using a gateway; what waits for it goes on waiting. */
    @Transactional
    public void use(OrganizationId county, Medium medium, boolean active, PersonId by) {
        authority.require(by, Permission.MANAGE_MESSAGES, county);
        var gateway = store.of(county, medium)
                .orElseThrow(() -> new NoSuchElementException("no gateway of %s for %s".formatted(county, medium)));
        store.put(gateway.id(), county, gateway.settings(), gateway.secrets(), active, clock.instant(), by);
    }

    /** As they are used, secrets and all. */
    List<Gateway> of(OrganizationId county) {
        var gateways = new ArrayList<Gateway>();
        for (var medium : Medium.values()) {
            store.of(county, medium).ifPresent(gateways::add);
        }
        return gateways;
    }
}
