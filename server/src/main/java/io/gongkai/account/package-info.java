/**
 * Account (账号与授权): people, their appointments, sign-in, tokens, the record of administrative acts, and the one
 * authority that says who may read or do what ({@link io.gongkai.account.Authority}).
 *
 * <p>Owns the schema {@code account}.
 */
@ApplicationModule(
        displayName = "Account",
        allowedDependencies = {"shared", "web", "database", "calendar", "organization"})
@NullMarked
package io.gongkai.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
