package io.gongkai.account.web;

import io.gongkai.account.Authority;
import io.gongkai.account.Tokens;
import io.gongkai.web.ErrorAnswers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes the caller's word for who he is when he carries a token, and then no session counts. A token that opens nothing is
 * refused even where none was needed: whoever sends one means to be somebody.
 */
final class BearerTokens extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";

    private final Tokens tokens;
    private final Authority authority;
    private final ErrorAnswers answers;

    BearerTokens(Tokens tokens, Authority authority, ErrorAnswers answers) {
        this.tokens = tokens;
        this.authority = authority;
        this.answers = answers;
    }

    static boolean isCarriedBy(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return isApi(request) && header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    static boolean isApi(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/api/");
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !isCarriedBy(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var secret = request.getHeader(HttpHeaders.AUTHORIZATION)
                .substring(SCHEME.length())
                .strip();
        var actor = tokens.owner(secret).flatMap(authority::actor);
        if (actor.isEmpty()) {
            answers.answer(new BadCredentialsException("A token that opens nothing"), request, response);
            return;
        }
        SecurityContextHolder.setContext(new SecurityContextImpl(new SignedIn(actor.get(), false)));
        chain.doFilter(request, response);
    }
}
