package io.gongkai.organization;

import io.gongkai.shared.PersonId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A change in the life of an organization, as it was recorded.
 *
 * @param on from this day it holds
 * @param by null when the program itself recorded it
 * @param was the old name, kind, superior …; null where the kind of change has none
 */
public record RecordedChange(
        ChangeKind kind,
        LocalDate on,
        Instant recordedAt,
        @Nullable PersonId by,
        @Nullable String was,
        @Nullable String became) {}
