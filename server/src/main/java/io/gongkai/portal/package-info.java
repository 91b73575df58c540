/**
 * Portal (公开门户): the public site and what it may show. Its schema holds only what was released to society, copied there by
 * the {@code Projector}; its pages read through a database role that can read nothing else.
 *
 * <p>Owns the schema {@code portal}.
 */
@ApplicationModule(
        displayName = "Portal",
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
            "opinion",
            "request",
            "opinion :: survey",
            "statistics"
        })
@NullMarked
package io.gongkai.portal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
