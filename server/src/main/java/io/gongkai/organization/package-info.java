/**
 * Organization (党组织): the effective-dated tree of Party organizations, linked to (not made of) the administrative
 * divisions, with kinds, leading groups and their posts, and facilities (boards, screens, sites, reading rooms,
 * hotlines).
 *
 * <p>Owns the schema {@code organization}. Tells the rest through its events, which are heard in the same transaction.
 */
@ApplicationModule(
        displayName = "Organization",
        allowedDependencies = {"shared", "web", "database", "calendar"})
@NullMarked
package io.gongkai.organization;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
