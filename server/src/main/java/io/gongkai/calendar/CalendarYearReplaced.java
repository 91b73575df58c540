package io.gongkai.calendar;

/** The working days of a year were loaded or changed: due dates in it must be counted again. */
public record CalendarYearReplaced(int year) {}
