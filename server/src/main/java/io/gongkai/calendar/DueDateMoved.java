package io.gongkai.calendar;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A new notice of holidays moved the due day of a running deadline; whoever waits for it is to be told. */
public record DueDateMoved(
        UUID deadline, @Nullable LocalDate before, @Nullable LocalDate after, int year) {}
