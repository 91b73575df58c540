package io.gongkai.account.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Permission;
import io.gongkai.web.Pages;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** Who is signed in, made afresh for every request, so that an appointment that began or ended today counts today. */
final class SignedIn extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient Actor actor;
    private final boolean mustChangePassword;

    SignedIn(Actor actor, boolean mustChangePassword) {
        super(Arrays.stream(Permission.values())
                .filter(actor::holds)
                .map(permission -> new SimpleGrantedAuthority(permission.name()))
                .toList());
        this.actor = actor;
        this.mustChangePassword = mustChangePassword;
        setAuthenticated(true);
        setDetails((Pages.Named) actor::name);
    }

    @Override
    public Actor getPrincipal() {
        return actor;
    }

    boolean mustChangePassword() {
        return mustChangePassword;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public String getName() {
        return actor.login();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SignedIn that && actor.equals(that.actor);
    }

    @Override
    public int hashCode() {
        return actor.hashCode();
    }
}
