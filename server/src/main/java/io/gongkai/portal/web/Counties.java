package io.gongkai.portal.web;

import io.gongkai.portal.Portal;
import io.gongkai.portal.Unit;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/** Which county a reader looks at, where one program serves several: {@code ?county=} says so and is remembered. */
@Component
class Counties {

    private static final String COOKIE = "county";

    private final Portal portal;

    Counties(Portal portal) {
        this.portal = portal;
    }

    /** Empty only while nothing has been copied yet. */
    Optional<Unit> chosen(HttpServletRequest request, HttpServletResponse response) {
        var asked = request.getParameter(COOKIE);
        var county = portal.county(asked != null ? asked : remembered(request));
        if (asked != null && county.isPresent() && county.get().code().equals(asked)) {
            var cookie = ResponseCookie.from(COOKIE, asked)
                    .path("/")
                    .maxAge(Duration.ofDays(365))
                    .httpOnly(true)
                    .sameSite("Lax")
                    .build();
            response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
        }
        return county;
    }

    /** @throws NoSuchElementException while nothing has been copied yet */
    Unit required(HttpServletRequest request, HttpServletResponse response) {
        return chosen(request, response).orElseThrow(() -> new NoSuchElementException("No county yet"));
    }

    private static @Nullable String remembered(HttpServletRequest request) {
        var cookies = request.getCookies();
        return cookies == null
                ? null
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(COOKIE))
                        .map(jakarta.servlet.http.Cookie::getValue)
                        .findFirst()
                        .orElse(null);
    }
}
