package io.gongkai.portal.web;

import io.gongkai.account.OpenToAll;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Remembers the reader's language and print size in a cookie and goes back to the page. Nothing else is remembered. */
@Controller
class ChoiceController {

    private static final Duration A_YEAR = Duration.ofDays(365);

    @OpenToAll
    @GetMapping("/choice")
    ResponseEntity<Void> choose(
            @RequestParam(required = false) @Nullable String lang,
            @RequestParam(required = false) @Nullable String print,
            @RequestParam(defaultValue = "/") String back,
            HttpServletResponse response) {
        remember("lang", lang, Set.of("zh", "en"), response);
        remember("print", print, Set.of("normal", "large"), response);
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(within(back))
                .build();
    }

    private static void remember(String name, @Nullable String value, Set<String> known, HttpServletResponse response) {
        if (value != null && known.contains(value)) {
            var cookie = ResponseCookie.from(name, value)
                    .path("/")
                    .maxAge(A_YEAR)
                    .httpOnly(true)
                    .sameSite("Lax")
                    .build();
            response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
        }
    }

    /** Only a path of our own: an address elsewhere would let anybody's link lead away under our name. */
    private static URI within(String back) {
        var home = URI.create("/");
        if (!back.startsWith("/") || back.startsWith("//") || back.contains("\\")) {
            return home;
        }
        try {
            var uri = URI.create(back);
            return uri.getHost() == null && uri.getAuthority() == null ? uri : home;
        } catch (IllegalArgumentException notAnAddress) {
            return home;
        }
    }
}
