/**
 * Calendar (工作日历): working days with their make-up days, periods and cadences, and due dates that can say how they
 * came about.
 *
 * <p>Owns the schema {@code calendar}. Uses nobody; tells the rest through {@link
 * io.gongkai.calendar.CalendarYearReplaced}.
 */
@ApplicationModule(
        displayName = "Calendar",
        allowedDependencies = {"shared", "web", "database"})
@NullMarked
package io.gongkai.calendar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
