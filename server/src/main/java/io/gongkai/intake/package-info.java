/**
 * Intake (公众来件): how whatever the public sends is asked for, carried inward and shown again to its sender. Says what a form
 * asks, what a receipt's code is, and what a sender may see; the modules that answer stand behind a {@link
 * io.gongkai.intake.Desk}, the portal stands in front of it.
 *
 * <p>Owns no schema. Tells the rest through {@link io.gongkai.intake.TrackedChanged}.
 */
@ApplicationModule(
        displayName = "Intake",
        allowedDependencies = {"shared", "web", "calendar", "organization"})
@NullMarked
package io.gongkai.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
