package io.gongkai.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;

/** Makes the {@link Page} of a request. Language and print size are remembered by the cookies {@code lang} and {@code print}. */
@Component
public class Pages {

    /** Spring Security's own name for it; asking the token for its name would already make one, and a session with it. */
    private static final String CSRF_PARAMETER = "_csrf";

    private final Messages messages;
    private final Clock clock;

    Pages(Messages messages, Clock clock) {
        this.messages = messages;
        this.clock = clock;
    }

    public Page of(HttpServletRequest request) {
        var csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        var query = request.getQueryString();
        Set<String> permissions = request.getUserPrincipal() instanceof Authentication authentication
                ? authentication.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
        return new Page(
                messages,
                locale(request),
                request.getRequestURI(),
                query == null ? "" : query,
                cookie(request, "print").equals("large"),
                request.getUserPrincipal() instanceof Authentication authentication
                        ? displayName(authentication)
                        : null,
                permissions,
                CSRF_PARAMETER,
                () -> csrf == null ? "" : csrf.getToken(),
                "true".equals(request.getHeader("HX-Request")),
                LocalDate.now(clock));
    }

    /** What the reader chose; a program that asks the API and chose nothing gets what it says it accepts. */
    public static Locale locale(HttpServletRequest request) {
        var chosen = cookie(request, "lang");
        var english = chosen.equals("en")
                || chosen.isEmpty()
                        && request.getRequestURI().startsWith("/api/")
                        && request.getHeader("Accept-Language") != null
                        && request.getLocale().getLanguage().equals("en");
        return english ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
    }

    private static String displayName(Authentication authentication) {
        return authentication.getDetails() instanceof Named named ? named.displayName() : authentication.getName();
    }

    /** What an authentication's details may offer so that the page greets by name instead of login. */
    public interface Named {
        String displayName();
    }

    private static String cookie(HttpServletRequest request, String name) {
        var cookies = request.getCookies();
        return cookies == null
                ? ""
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(Cookie::getValue)
                        .findFirst()
                        .orElse("");
    }
}
