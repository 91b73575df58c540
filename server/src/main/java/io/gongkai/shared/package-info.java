/**
 * Words that many modules use and that carry no rule of any of them: who a person is, why something was refused, a page
 * of a list, a row of an uploaded table.
 */
@ApplicationModule(
        displayName = "Shared words",
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {})
@NullMarked
package io.gongkai.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
