/** The tree of organizations for staff: looking around in it, changing it after a dry run; and its public record for programs. */
@NullMarked
package io.gongkai.workbench.organization;

import org.jspecify.annotations.NullMarked;
