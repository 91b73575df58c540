/**
 * Web: what every page stands on: the layout and its looks, texts in the reader's language, how refusals and faults are
 * answered.
 */
@ApplicationModule(
        displayName = "Web",
        allowedDependencies = {"shared"})
@NullMarked
package io.gongkai.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
