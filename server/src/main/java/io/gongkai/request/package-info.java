/**
 * Request (依申请公开): takes in what members and others ask to have disclosed, at every door, and carries it to a decision in
 * time: completeness, third parties, extension, reply, and review by the superior organization.
 *
 * <p>Owns the schema {@code request}. Stands behind the public's intake as a {@link io.gongkai.intake.Desk}.
 */
@ApplicationModule(
        displayName = "Request",
        allowedDependencies = {
            "shared",
            "web",
            "database",
            "calendar",
            "organization",
            "account",
            "message",
            "intake",
            "ledger",
            "document",
            "catalog"
        })
@NullMarked
package io.gongkai.request;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
