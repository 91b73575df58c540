package io.gongkai.portal;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A nominated topic, as everybody may read it.
 *
 * @param answer empty until there is one
 * @param askedBy people who want to know
 * @param inCatalog was proposed for the unit's catalog
 */
public record PublicTopic(
        UUID id,
        String unitCode,
        String unitName,
        String title,
        String answer,
        LocalDate askedOn,
        @Nullable LocalDate dueOn,
        @Nullable LocalDate answeredOn,
        int askedBy,
        boolean inCatalog) {}
