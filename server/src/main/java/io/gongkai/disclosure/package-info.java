/**
 * Disclosure (公开事项办理): carries one matter from proposal through three reviews and approval to publication, correction,
 * withdrawal or expiry, and keeps the record of who decided what, when and on what ground.
 *
 * <p>Owns the schema {@code disclosure}. Tells the rest through {@link io.gongkai.disclosure.PublicationChanged}.
 */
@ApplicationModule(
        displayName = "Disclosure",
        allowedDependencies = {
            "shared",
            "web",
            "database",
            "calendar",
            "organization",
            "account",
            "ledger",
            "document",
            "catalog"
        })
@NullMarked
package io.gongkai.disclosure;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
