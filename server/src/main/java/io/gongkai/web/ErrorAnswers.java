package io.gongkai.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers whatever went wrong, wherever it went wrong: a page for people, problem details under {@code /api/}. Somebody
 * who is not signed in is led to the sign-in page. Nothing tells how the program is made; what is our mistake carries a
 * number, and the log the rest under it.
 */
@Component
public class ErrorAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    private final JteViews views;
    private final Problems problems;
    private final JsonMapper json;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    ErrorAnswers(JteViews views, Problems problems, JsonMapper json, Clock clock) {
        this.views = views;
        this.problems = problems;
        this.json = json;
        this.clock = clock;
    }

    public void answer(Throwable thrown, HttpServletRequest request, HttpServletResponse response) {
        if (thrown instanceof AsyncRequestNotUsableException) {
            return; // nobody is listening any more
        }
        answer(
                thrown instanceof AccessDeniedException && isNobody() ? Fault.known(401) : Fault.of(thrown),
                thrown,
                request.getRequestURI(),
                request,
                response);
    }

    /** Asked of the context, not of the request: a form is refused before the request knows who sent it. */
    private static boolean isNobody() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null || authentication instanceof AnonymousAuthenticationToken;
    }

    void answer(
            Fault fault,
            @Nullable Throwable thrown,
            String path,
            HttpServletRequest request,
            HttpServletResponse response) {
        var incident = fault.isOurMistake() ? incident() : null;
        if (incident != null && SenderPaths.is(path)) {
            // The address may hold a code, the message of the exception what was typed.
            LOG.error(
                    "Incident {}: {} by a sender: {} at {}",
                    incident,
                    request.getMethod(),
                    thrown == null ? "" : thrown.getClass().getName(),
                    thrown == null || thrown.getStackTrace().length == 0 ? "" : thrown.getStackTrace()[0]);
        } else if (incident != null) {
            LOG.error("Incident {}: {} {}", incident, request.getMethod(), path, thrown);
        }
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        try {
            write(fault, incident, path, request, response);
        } catch (IOException e) {
            LOG.debug("The caller went away", e);
        }
    }

    private void write(
            Fault fault,
            @Nullable String incident,
            String path,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (fault.retryAfter() != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(Fault.seconds(fault.retryAfter())));
        }
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (path.startsWith("/api/")) {
            writeProblem(fault, incident, request, response);
        } else if (fault.status() == HttpStatus.UNAUTHORIZED) {
            leadToSignIn(path, request, response);
        } else {
            writePage(fault, incident, request, response);
        }
    }

    private void writeProblem(
            Fault fault, @Nullable String incident, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var problem = problems.problem(fault.status(), fault.refusals(), incident, Pages.locale(request));
        if (fault.status() == HttpStatus.UNAUTHORIZED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        response.setStatus(fault.status().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }

    /** After signing in one comes back to a page that one wanted to see, not to a form that one wanted to send. */
    private static void leadToSignIn(String path, HttpServletRequest request, HttpServletResponse response) {
        var query = request.getQueryString();
        var from = request.getMethod().equals("GET") ? path + (query == null ? "" : "?" + query) : "/work";
        var signIn = "/sign-in?from=" + URLEncoder.encode(from, StandardCharsets.UTF_8);
        if ("true".equals(request.getHeader("HX-Request"))) {
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
            response.setHeader("HX-Redirect", signIn);
        } else {
            response.setStatus(HttpStatus.SEE_OTHER.value());
            response.setHeader(HttpHeaders.LOCATION, signIn);
        }
    }

    private void writePage(
            Fault fault, @Nullable String incident, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var notice = new ErrorNotice(fault.status().value(), fault.refusals(), incident);
        response.setStatus(fault.status().value());
        response.setContentType("text/html;charset=UTF-8");
        var page = views.page("web/error.jte", Map.of("notice", notice), request);
        response.setContentLength(page.getContentLength());
        try {
            page.writeTo(response.getOutputStream());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private String incident() {
        return "%s-%06X".formatted(LocalDate.now(clock).toString().replace("-", ""), random.nextInt(1 << 24));
    }
}
