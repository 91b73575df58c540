package io.gongkai.database;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the database and its data directory are doing, for whoever looks after them. Sizes in bytes.
 *
 * @param embedded the program's own server; otherwise one that somebody else runs
 * @param folderSize everything in the data directory together
 * @param folderFree what the disk of the data directory has left
 * @param lastBackup when {@code bin/gongkai backup} last completed on this data directory; null when it never did
 */
public record Condition(
        String postgres,
        boolean embedded,
        long databaseSize,
        String folder,
        long folderSize,
        long folderFree,
        @Nullable Instant lastBackup) {}
