/**
 * Telling people (告知): messages by mail and SMS in an organization's name, queued in the sender's own transaction, handed to the
 * county's gateways, and kept in states that are true.
 *
 * <p>Owns the schema {@code message}. Whoever has something to tell calls {@link io.gongkai.message.Outbox}; wordings come from
 * {@link io.gongkai.message.MessageKinds}, which each module has for itself.
 */
@ApplicationModule(
        displayName = "Message",
        allowedDependencies = {"shared", "web", "database", "calendar", "organization", "account"})
@NullMarked
package io.gongkai.message;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
