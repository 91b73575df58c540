package io.gongkai.calendar;

import java.util.UUID;

/** A county has set a limit anew: what it promises from a day on is different. */
public record LimitChanged(UUID county, Limit limit) {}
