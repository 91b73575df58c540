package io.gongkai.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Hides the cookie of whoever is signed in where a sender speaks. To ask a session anything is to note in it when its person was
 * last here, and the framework asks it at every request.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class SenderFilter extends OncePerRequestFilter {

    private final String session;

    SenderFilter(@Value("${server.servlet.session.cookie.name}") String session) {
        this.session = session;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !SenderPaths.is(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(
                new HttpServletRequestWrapper(request) {
                    @Override
                    public Cookie @Nullable [] getCookies() {
                        var cookies = super.getCookies();
                        return cookies == null
                                ? null
                                : Arrays.stream(cookies)
                                        .filter(cookie -> !cookie.getName().equals(session))
                                        .toArray(Cookie[]::new);
                    }
                },
                response);
    }
}
