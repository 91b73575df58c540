package io.gongkai.message.web;

import io.gongkai.account.Actor;
import io.gongkai.account.NotPermittedException;
import io.gongkai.account.Permission;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import java.util.NoSuchElementException;
import org.springframework.stereotype.Component;

/** Whose messages a page is about: a county sends as one. */
@Component
class MessageCounty {

    private final Organizations organizations;

    MessageCounty(Organizations organizations) {
        this.organizations = organizations;
    }

    /** The county in which the actor holds the permission, at its top or below. */
    Organization of(Actor actor, Permission permission) {
        return actor.where(permission).stream()
                .map(place -> organizations.path(place).getFirst())
                .sorted(java.util.Comparator.comparing(OrganizationId::value))
                .findFirst()
                .map(organizations::get)
                .orElseThrow(() -> new NotPermittedException(actor.login() + " holds it nowhere"));
    }

    /** The county of an organization, for somebody who holds the permission somewhere in it. */
    Organization of(String code, Actor actor, Permission permission) {
        var county = of(code);
        if (actor.where(permission).stream()
                .noneMatch(place -> organizations.path(place).getFirst().equals(county.id()))) {
            throw new NotPermittedException(actor.login() + " holds it elsewhere");
        }
        return county;
    }

    /** The county of an organization. */
    Organization of(String code) {
        var named = organizations.find(code).orElseThrow(() -> new NoSuchElementException("No organization " + code));
        return organizations.get(named.path().getFirst());
    }
}
