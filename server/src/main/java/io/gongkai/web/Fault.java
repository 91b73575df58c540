package io.gongkai.web;

import io.gongkai.shared.Refusal;
import io.gongkai.shared.WrongStateException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.convert.ConversionException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.validation.BindException;
import org.springframework.validation.BindingResult;
import org.springframework.web.ErrorResponse;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;

/**
 * What an exception means to the one who asked: the status, and the grounds where there are any to tell.
 *
 * @param retryAfter how long to wait before asking again, null when waiting does not help
 */
record Fault(
        HttpStatus status, List<Refusal> refusals, @Nullable Duration retryAfter) {

    /** What {@code UUID.fromString} says of an address that somebody mistyped. */
    private static final String NOT_AN_ID = "Invalid UUID string";

    private static final Set<Integer> WORDED = Set.of(400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 429, 500, 503);

    Fault(HttpStatus status, Refusal... refusals) {
        this(status, List.of(refusals), null);
    }

    /** Whatever is not known here is our mistake. */
    static Fault of(Throwable thrown) {
        return switch (thrown) {
            case CsrfException _ -> new Fault(HttpStatus.FORBIDDEN, Refusal.of("web.error.stale"));
            case AccessDeniedException _ -> new Fault(HttpStatus.FORBIDDEN);
            case AuthenticationException _ -> new Fault(HttpStatus.UNAUTHORIZED);
            case WrongStateException wrong -> new Fault(HttpStatus.CONFLICT, wrong.refusal());
            case OptimisticLockingFailureException _, PessimisticLockingFailureException _, DuplicateKeyException _ ->
                new Fault(HttpStatus.CONFLICT);
            case NoSuchElementException _ -> new Fault(HttpStatus.NOT_FOUND);
            case RefusedException refused -> new Fault(HttpStatus.UNPROCESSABLE_CONTENT, refused.refusals(), null);
            case TooManyRequestsException early ->
                new Fault(
                        HttpStatus.TOO_MANY_REQUESTS,
                        List.of(Refusal.of("web.error.wait", seconds(early.waitFor()))),
                        early.waitFor());
            case MaxUploadSizeExceededException _ -> new Fault(HttpStatus.CONTENT_TOO_LARGE);
            // A form whose token stands in its body is read before any handler sees it.
            case InvalidParameterException unreadable -> known(unreadable.getErrorCode());
            case MethodArgumentTypeMismatchException mismatch -> malformed(mismatch.getName());
            case BindException bind -> malformed(bind);
            case BindingResult bind -> malformed(bind);
            case TypeMismatchException _,
                    ConversionException _,
                    HttpMessageNotReadableException _,
                    MultipartException _,
                    RequestRejectedException _ -> new Fault(HttpStatus.BAD_REQUEST);
            case DateTimeParseException _, NumberFormatException _ -> new Fault(HttpStatus.BAD_REQUEST);
            case IllegalArgumentException bad
            when String.valueOf(bad.getMessage()).startsWith(NOT_AN_ID) -> new Fault(HttpStatus.BAD_REQUEST);
            case ErrorResponse response -> known(response.getStatusCode().value());
            default -> byCause(thrown);
        };
    }

    /** The status itself where the message files have words for it, else the plainest of its family. */
    static Fault known(int status) {
        if (WORDED.contains(status)) {
            return new Fault(HttpStatus.valueOf(status));
        }
        return new Fault(status < 500 ? HttpStatus.BAD_REQUEST : HttpStatus.INTERNAL_SERVER_ERROR);
    }

    boolean isOurMistake() {
        return status.is5xxServerError();
    }

    static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    private static Fault malformed(String field) {
        return new Fault(HttpStatus.BAD_REQUEST, Refusal.at(field, "web.error.malformed", field));
    }

    private static Fault malformed(BindingResult bind) {
        return new Fault(
                HttpStatus.BAD_REQUEST,
                bind.getFieldErrors().stream()
                        .map(error -> Refusal.at(error.getField(), "web.error.malformed", error.getField()))
                        .toList(),
                null);
    }

    /**
     * What the database says about data that no service looked at closely enough: text it cannot hold is the caller's, a
     * race that a constraint decided is a conflict.
     */
    private static Fault byCause(Throwable thrown) {
        for (var cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return switch (sql.getSQLState()) {
                    case "22021", "22P05", "22003", "22008" -> new Fault(HttpStatus.BAD_REQUEST);
                    case "23505", "23P01", "40001", "40P01", "55P03" -> new Fault(HttpStatus.CONFLICT);
                    default -> new Fault(HttpStatus.INTERNAL_SERVER_ERROR);
                };
            }
        }
        return new Fault(HttpStatus.INTERNAL_SERVER_ERROR);
    }
}
