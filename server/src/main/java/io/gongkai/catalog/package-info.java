/**
 * Catalog (公开目录): the county's guideline, each organization's own catalog derived from it, its filing with the superior,
 * and the duties (应公开任务) that entries in force bring about.
 *
 * <p>Owns the schema {@code catalog}. Recomputes duties when the calendar changes; tells the rest through {@link
 * io.gongkai.catalog.CatalogTookEffect} and {@link io.gongkai.catalog.DutiesChanged}.
 */
@ApplicationModule(
        displayName = "Catalog",
        allowedDependencies = {"shared", "web", "database", "calendar", "organization", "account", "ledger", "document"
        })
@NullMarked
package io.gongkai.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
