package io.gongkai.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Cuts the program in two where a county must: {@code public} on the internet answers nothing of the staff's, {@code work} on
 * the government network answers nothing of the public's. What the other zone has is not there at all: 404.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ZoneFilter extends OncePerRequestFilter {

    private enum Zone {
        ALL,
        PUBLIC,
        WORK
    }

    // Both zones are made of these; a page of either would be naked without them.
    private static final List<String> COMMON =
            List.of("/css/", "/js/", "/webjars/", "/favicon", "/logo", "/choice", "/health", "/error");

    private final Zone zone;

    ZoneFilter(@Value("${gongkai.zone}") Zone zone) {
        this.zone = zone;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isHere(request)) {
            chain.doFilter(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private boolean isHere(HttpServletRequest request) {
        var path = request.getRequestURI();
        return switch (zone) {
            case ALL -> true;
            // A token is the staff's, wherever it is shown.
            case PUBLIC -> !isStaff(path) && request.getHeader(HttpHeaders.AUTHORIZATION) == null;
            case WORK ->
                isStaff(path) || path.startsWith("/api/") || COMMON.stream().anyMatch(path::startsWith);
        };
    }

    private static boolean isStaff(String path) {
        return path.equals("/work") || path.startsWith("/work/") || path.equals("/sign-in") || path.equals("/sign-out");
    }
}
