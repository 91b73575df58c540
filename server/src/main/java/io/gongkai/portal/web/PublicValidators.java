package io.gongkai.portal.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/**
 * Public pages may be kept by browsers and caches but are asked for each time: what was withdrawn must be gone at the next
 * look. A strong validator made of the bytes answers "not changed" without sending them again.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class PublicValidators extends ShallowEtagHeaderFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        response.addHeader(HttpHeaders.VARY, HttpHeaders.COOKIE);
        super.doFilterInternal(request, response, chain);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var path = request.getRequestURI();
        return !request.getMethod().equals("GET")
                || path.startsWith("/work")
                || path.startsWith("/api/")
                || path.startsWith("/sign-")
                || path.startsWith("/choice")
                || path.contains("/attachments/");
    }
}
