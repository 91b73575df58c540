package io.gongkai.account.web;

import io.gongkai.account.AuditLog;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Puts on record whom the program turned away, once everything else is over and no transaction is open. */
final class RefusedAccess extends OncePerRequestFilter {

    private final AuditLog log;

    RefusedAccess(AuditLog log) {
        this.log = log;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        if (response.getStatus() == HttpStatus.FORBIDDEN.value()
                && SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn signedIn) {
            log.refused(signedIn.getPrincipal(), request.getMethod() + " " + request.getRequestURI());
        }
    }
}
