package io.gongkai.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gongkai.shared.Refusal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Answers of the API when something is not done: problem details (RFC 9457) in the caller's language. */
@Component
public class Problems {

    /**
     * @param field null when the ground concerns the whole
     * @param code the message key, for programs
     */
    public record FieldError(@Nullable String field, String code, String message) {}

    /** @param incident number under which our log tells what happened; only with 500 */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Problem(
            String type,
            String title,
            int status,
            String detail,
            List<FieldError> errors,
            @Nullable String incident) {}

    private final Messages messages;

    Problems(Messages messages) {
        this.messages = messages;
    }

    public ResponseEntity<Problem> of(HttpStatus status, List<Refusal> refusals, Locale locale) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem(status, refusals, null, locale));
    }

    Problem problem(HttpStatus status, List<Refusal> refusals, @Nullable String incident, Locale locale) {
        var errors = refusals.stream()
                .map(refusal -> new FieldError(refusal.field(), refusal.code(), messages.text(locale, refusal)))
                .toList();
        var detail = errors.isEmpty()
                ? messages.text(locale, "web.error." + status.value() + ".text", incident == null ? "" : incident)
                : String.join(" ", errors.stream().map(FieldError::message).toList());
        return new Problem(
                "about:blank",
                messages.text(locale, "web.error." + status.value()),
                status.value(),
                detail,
                errors,
                incident);
    }
}
