package io.gongkai.workbench.organization;

import io.gongkai.account.Actor;
import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Refusal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What every page about an organization begins with: finding it by its code, and asking whether it may be changed. */
@Component
class Shelf {

    private final Organizations organizations;
    private final Authority authority;

    Shelf(Organizations organizations, Authority authority) {
        this.organizations = organizations;
        this.authority = authority;
    }

    /** The organization of that code, gone or not. */
    Organization any(String code) {
        return organizations.findEver(code).orElseThrow(() -> new NoSuchElementException("No organization " + code));
    }

    /** The organization of that code, which this person may change. */
    Organization changeable(String code, Actor actor) {
        var organization = any(code);
        require(actor, organization.id());
        return organization;
    }

    void require(Actor actor, OrganizationId at) {
        authority.require(actor.id(), Permission.WRITE_ORGANIZATION, at);
    }

    boolean mayChange(Actor actor, Organization organization) {
        return organization.validUntil() == null
                && authority.may(actor.id(), Permission.WRITE_ORGANIZATION, organization.id());
    }

    /** Address to name of the superiors, from the top. */
    Map<String, String> way(Organization organization) {
        var named = organizations.all(organization.path()).stream()
                .collect(Collectors.toUnmodifiableMap(Organization::id, superior -> superior));
        var way = new LinkedHashMap<String, String>();
        for (var id : organization.path()) {
            var superior = named.get(id);
            if (superior != null && !id.equals(organization.id())) {
                way.put("/work/organizations/" + superior.code(), superior.name());
            }
        }
        return way;
    }

    List<Browsed.Line> lines(List<Organization> some, boolean withSuperiors) {
        var counts =
                organizations.countsBelow(some.stream().map(Organization::id).toList());
        Map<OrganizationId, String> names = withSuperiors
                ? organizations
                        .all(some.stream()
                                .flatMap(organization -> organization.parent() == null
                                        ? java.util.stream.Stream.of()
                                        : java.util.stream.Stream.of(organization.parent()))
                                .collect(Collectors.toUnmodifiableSet()))
                        .stream()
                        .collect(Collectors.toUnmodifiableMap(Organization::id, Organization::name))
                : Map.of();
        return some.stream()
                .map(organization -> new Browsed.Line(
                        organization,
                        counts.getOrDefault(organization.id(), 0),
                        organization.parent() == null ? null : names.get(organization.parent())))
                .toList();
    }

    /** The day that was typed, or null with a refusal beside its field. */
    static @Nullable LocalDate day(String typed, String field, List<Refusal> refusals) {
        try {
            return LocalDate.parse(typed.strip());
        } catch (DateTimeException e) {
            refusals.add(Refusal.at(field, "organization.import.day", typed));
            return null;
        }
    }

    static <E extends Enum<E>> @Nullable E constant(Class<E> type, String typed, String field, List<Refusal> refusals) {
        for (var constant : type.getEnumConstants()) {
            if (constant.name().equals(typed)) {
                return constant;
            }
        }
        refusals.add(Refusal.at(field, "organization.choose"));
        return null;
    }
}
