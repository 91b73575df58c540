/**
 * Database: the PostgreSQL that the program brings along or is given, its two roles (work and portal), and the migrations.
 */
@ApplicationModule(
        displayName = "Database",
        allowedDependencies = {"shared"})
@NullMarked
package io.gongkai.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
