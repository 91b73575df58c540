/**
 * Workbench (工作台): the staff's first page 今天要办 for each role, imports with their progress, how the installation is doing. Composes what the other modules
 * know and decides nothing.
 *
 * <p>Owns the schema {@code workbench} (import jobs).
 */
@ApplicationModule(
        displayName = "Workbench",
        allowedDependencies = {
            "shared",
            "web",
            "database",
            "calendar",
            "organization",
            "account",
            "message",
            "ledger",
            "document",
            "catalog",
            "disclosure",
            "channel",
            "request",
            "opinion",
            "statistics",
            "portal"
        })
@NullMarked
package io.gongkai.workbench;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
