/**
 * Ledger (台账): the append-only record of every counted fact. Whoever records a fact writes its entry in the same
 * transaction; a mistake is mended by a reversing entry, never by a change.
 *
 * <p>Owns the schema {@code ledger}. Hears of organizations, groups and facilities, which lie below it.
 */
@ApplicationModule(
        displayName = "Ledger",
        allowedDependencies = {"shared", "web", "database", "calendar", "organization", "account"})
@NullMarked
package io.gongkai.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
