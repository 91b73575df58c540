package io.gongkai.workbench.calendar;

/** What somebody typed to set a limit; {@code limit} is empty where nobody has typed yet. */
public record TypedLimit(String limit, String workingDays, String effectiveOn, String reason) {}
