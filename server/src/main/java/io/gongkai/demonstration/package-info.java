/**
 * Demonstration: makes the year 2026 of one real county in full and of three in part, the same on every machine, through the
 * same services that people use.
 *
 * <p>Owns the schema {@code demonstration} (how far it has come).
 */
@ApplicationModule(
        displayName = "Demonstration",
        allowedDependencies = {
            "shared",
            "web",
            "database",
            "calendar",
            "organization",
            "account",
            "intake",
            "ledger",
            "document",
            "catalog",
            "disclosure",
            "channel",
            "intake",
            "request",
            "opinion",
            "opinion :: survey",
            "statistics",
            "portal"
        })
@NullMarked
package io.gongkai.demonstration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
