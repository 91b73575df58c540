/**
 * Statistics (统计表): forms as data, the return of any organization and year computed from the ledger, each figure with its
 * evidence, cross-checks, and the facts that are recorded by hand until their own module stands.
 *
 * <p>Owns the schema {@code statistics}; the sums themselves and the entries behind them are the ledger's.
 */
@ApplicationModule(
        displayName = "Statistics",
        allowedDependencies = {
            "shared",
            "web",
            "database",
            "calendar",
            "organization",
            "account",
            "ledger",
            "document",
            "opinion"
        })
@NullMarked
package io.gongkai.statistics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
