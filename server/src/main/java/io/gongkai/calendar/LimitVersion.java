package io.gongkai.calendar;

import io.gongkai.shared.PersonId;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What a county once set a limit to.
 *
 * @param effectiveOn first day whose cases it is promised to; what runs already keeps the limit of its own first day
 */
public record LimitVersion(
        Limit limit, int workingDays, LocalDate effectiveOn, String reason, Instant setAt, PersonId setBy) {}
