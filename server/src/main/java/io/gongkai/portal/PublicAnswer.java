package io.gongkai.portal;

import java.time.LocalDate;
import java.util.UUID;

/**
 * What was asked and answered, as everybody may read it.
 *
 * @param outcome name of a {@code RequestOutcome}
 */
public record PublicAnswer(
        UUID id,
        String unitCode,
        String unitName,
        String title,
        String question,
        String answer,
        String outcome,
        LocalDate askedOn,
        LocalDate answeredOn) {}
