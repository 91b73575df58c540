package io.gongkai.opinion.survey;

import java.time.LocalDate;
import java.util.UUID;

/**
 * A round in a list.
 *
 * @param issued codes and copies that went out
 * @param sheets answers that came back
 */
public record RoundLine(
        UUID id,
        RoundKind kind,
        String organizationName,
        String title,
        RoundStatus status,
        LocalDate closesOn,
        int issued,
        int sheets) {}
