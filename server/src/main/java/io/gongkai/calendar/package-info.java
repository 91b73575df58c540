/**
 * Calendar (工作日历): working days with their make-up days, periods and cadences, the limits that a county sets for itself,
 * and due dates that can say how they came about, of cases that stand still and are extended too.
 *
 * <p>Owns the schema {@code calendar}. Uses nobody; tells the rest through {@link
 * io.gongkai.calendar.CalendarYearReplaced}, {@link io.gongkai.calendar.LimitChanged} and {@link
 * io.gongkai.calendar.DueDateMoved}.
 */
@ApplicationModule(
        displayName = "Calendar",
        allowedDependencies = {"shared", "web", "database"})
@NullMarked
package io.gongkai.calendar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
