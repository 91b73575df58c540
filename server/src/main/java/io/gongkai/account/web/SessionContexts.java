package io.gongkai.account.web;

import io.gongkai.account.Authority;
import io.gongkai.account.Sessions;
import io.gongkai.shared.PersonId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/** Finds out who is asking from what the session holds, which is no more than an id. */
@Component
class SessionContexts implements SecurityContextRepository {

    private final Authority authority;
    private final Clock clock;

    SessionContexts(Authority authority, Clock clock) {
        this.authority = authority;
        this.clock = clock;
    }

    /** A new session for the person; whatever session the browser brought along is gone, and its id with it. */
    void open(PersonId person, HttpServletRequest request) {
        var brought = request.getSession(false);
        if (brought != null) {
            brought.invalidate();
        }
        var session = request.getSession(true);
        session.setAttribute(Sessions.PERSON, person.toString());
        session.setAttribute(Sessions.ADDRESS, request.getRemoteAddr());
        var browser = request.getHeader("User-Agent");
        session.setAttribute(
                Sessions.BROWSER, browser == null ? "" : browser.substring(0, Math.min(browser.length(), 300)));
    }

    @Override
    public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
        return new Deferred(() -> context(request));
    }

    @Override
    @SuppressWarnings("deprecation") // still abstract in the interface
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        return context(holder.getRequest());
    }

    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
        // Only signing in puts anything into a session.
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
        var session = request.getSession(false);
        return session != null && session.getAttribute(Sessions.PERSON) != null;
    }

    private SecurityContext context(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session == null || !(session.getAttribute(Sessions.PERSON) instanceof String person)) {
            return SecurityContextHolder.createEmptyContext();
        }
        if (Instant.ofEpochMilli(session.getCreationTime())
                .plus(Sessions.LONGEST)
                .isBefore(clock.instant())) {
            session.invalidate();
            return SecurityContextHolder.createEmptyContext();
        }
        return authority
                .actor(PersonId.of(person))
                .<SecurityContext>map(
                        actor -> new SecurityContextImpl(new SignedIn(actor, authority.mustChangePassword(actor.id()))))
                .orElseGet(SecurityContextHolder::createEmptyContext);
    }

    /** Asks only when somebody wants to know, and once. */
    private static final class Deferred implements DeferredSecurityContext {

        private final Supplier<SecurityContext> source;
        private volatile @Nullable SecurityContext context;

        Deferred(Supplier<SecurityContext> source) {
            this.source = source;
        }

        @Override
        public SecurityContext get() {
            var known = context;
            if (known == null) {
                known = source.get();
                context = known;
            }
            return known;
        }

        @Override
        public boolean isGenerated() {
            return get().getAuthentication() == null;
        }
    }
}
