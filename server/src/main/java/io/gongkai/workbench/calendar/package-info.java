/** The working calendar for staff: a year at a glance, its notice, and how a due date is counted; and the same for programs. */
@NullMarked
package io.gongkai.workbench.calendar;

import org.jspecify.annotations.NullMarked;
