package io.gongkai.workbench.system;

import io.gongkai.database.Condition;
import io.gongkai.portal.Projector.Backlog;
import java.time.Duration;
import java.time.Instant;

/**
 * How the installation is doing. Sizes in bytes.
 *
 * @param version of the program; empty where it runs from its classes
 * @param imports jobs that wait or run
 * @param now when this was found out
 */
public record SystemState(
        String version,
        String java,
        Instant startedAt,
        long memoryUsed,
        long memoryMost,
        Condition database,
        Backlog portal,
        int imports,
        io.gongkai.message.Backlog messages,
        Instant now) {

    private static final Duration BACKUP_OLD = Duration.ofDays(2);
    private static final Duration PORTAL_SLOW = Duration.ofMinutes(5);
    private static final long LITTLE_SPACE = 2L * 1024 * 1024 * 1024;

    /** Nobody has made a backup for two days. */
    public boolean backupIsOld() {
        var last = database.lastBackup();
        return last == null || last.isBefore(now.minus(BACKUP_OLD));
    }

    /** The disk has less than 2 GiB left. */
    public boolean isShortOfSpace() {
        return database.folderFree() < LITTLE_SPACE;
    }

    /** Something has waited for five minutes to reach the portal. */
    public boolean portalIsBehind() {
        var oldest = portal.oldest();
        return oldest != null && oldest.isBefore(now.minus(PORTAL_SLOW));
    }
}
