package io.gongkai.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds everything one installation must keep: the embedded database, its binaries, the secret.
 *
 * <p>One program at a time may own it; the operating system lifts the lock when that program ends, however it ends.
 */
final class DataDirectory implements AutoCloseable {

    /** Names the file of the newest backup; its time is the backup's. */
    static final String LAST_BACKUP = "last-backup";

    private final Path path;
    private @Nullable FileChannel lock;

    DataDirectory(Path path) {
        this.path = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(this.path);
        } catch (IOException e) {
            throw new DatabaseUnavailableException(
                    "The data directory %s cannot be made; choose another one with --data.".formatted(this.path), e);
        }
    }

    Path path() {
        return path;
    }

    /** Makes this program the owner of the folder, or refuses because another one is. */
    void lock() {
        if (!tryLock()) {
            throw new DatabaseUnavailableException(
                    "Another Gongkai is already running on the data directory %s; stop it first, or choose another directory with --data."
                            .formatted(path));
        }
    }

    boolean tryLock() {
        try {
            var channel = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() != null) {
                    lock = channel;
                    return true;
                }
            } catch (OverlappingFileLockException heldInThisProgram) {
                // Same answer as for another program.
            }
            channel.close();
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void noteBackup(Path file) {
        try {
            Files.writeString(path.resolve(LAST_BACKUP), file + System.lineSeparator());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A password that only this data directory's secret leads to, the same at every start. */
    String password(String purpose) {
        return derive(secret(), purpose);
    }

    static String derive(byte[] key, String purpose) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] secret() {
        var file = path.resolve("secret");
        try {
            if (!Files.exists(file)) {
                if (Files.exists(path.resolve("postgres"))) {
                    throw new DatabaseUnavailableException(
                            "The file %s is missing, without which the database beside it cannot be opened; put it back from your backup."
                                    .formatted(file));
                }
                var random = new byte[32];
                new SecureRandom().nextBytes(random);
                var fresh = Files.createTempFile(
                        path,
                        "secret",
                        ".new",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(fresh, Base64.getUrlEncoder().encodeToString(random));
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return Base64.getUrlDecoder().decode(Files.readString(file).strip());
        } catch (IOException e) {
            throw new DatabaseUnavailableException("The file %s cannot be read or written.".formatted(file), e);
        }
    }

    @Override
    public void close() {
        try {
            if (lock != null) {
                lock.close();
                lock = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
