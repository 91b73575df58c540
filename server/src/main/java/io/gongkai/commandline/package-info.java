/**
 * Command line: what an administrator does from a shell, beside a running program or without one.
 *
 * <p>Owns no schema. Whoever may run it may read the data directory, so it asks no permission of its own; what it does is
 * recorded like everything else.
 */
@ApplicationModule(
        displayName = "Command line",
        allowedDependencies = {"shared", "web", "database", "organization", "account", "document", "catalog", "ledger"})
@NullMarked
package io.gongkai.commandline;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
