package io.gongkai.opinion.survey;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Numbered copies that went out at one time.
 *
 * @param recipient who took them, or to whom they were handed
 * @param returned how many came back
 * @param cancelReason why it does not count, null while it does
 */
public record CopyIssue(
        UUID id,
        UUID round,
        String organizationCode,
        String organizationName,
        int first,
        int last,
        LocalDate issuedOn,
        String recipient,
        int returned,
        @Nullable String cancelReason) {

    public int count() {
        return last - first + 1;
    }
}
