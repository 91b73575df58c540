package io.gongkai.statistics;

import io.gongkai.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A cross-check (勾稽) that a sheet does not meet.
 *
 * @param check which of the form's checks it is, from 0
 * @param hard it may not be submitted so; otherwise a warning that wants a look
 * @param column code of the column, null where the total or the whole row is meant
 * @param sentence what is wrong, as a message key with its facts
 */
public record CheckFinding(
        int check, boolean hard, String row, @Nullable String column, Refusal sentence) {}
