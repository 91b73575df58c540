/**
 * Opinion (意见建议): what people say to an organization by whatever way, from its receipt to its closing and answer; the forums
 * (座谈会) at which it was said. Who said it is kept apart from what was said, or is not kept at all.
 *
 * <p>Owns the schema {@code opinion}. Tells the rest through {@link io.gongkai.opinion.OpinionMoved}.
 */
@ApplicationModule(
        displayName = "Opinion",
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
            "message"
        })
@NullMarked
package io.gongkai.opinion;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
