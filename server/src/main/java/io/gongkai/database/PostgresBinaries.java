package io.gongkai.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.JarURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The PostgreSQL programs that travel inside ours, unpacked once per version. */
final class PostgresBinaries {

    /** Major version of the binaries on the class path, which is the version of the data they can open. */
    static final int MAJOR = 18;

    private PostgresBinaries() {}

    /**
     * Where {@code initdb}, {@code pg_ctl} and {@code postgres} lie, unpacked if they are not there yet. A folder of that
     * name is always complete: it is filled under another name first.
     *
     * @param folder holds one folder per version
     */
    static Path in(Path folder) {
        var archive = PostgresBinaries.class.getResource("/postgres-linux-x86_64.txz");
        if (archive == null) {
            throw new DatabaseUnavailableException(
                    "This build carries no PostgreSQL for this machine; give one with --db postgresql://user:password@host/database.");
        }
        try {
            var version = MAJOR + "-"
                    + (archive.openConnection() instanceof JarURLConnection jar
                            ? Long.toHexString(jar.getJarEntry().getCrc())
                            : "local");
            var complete = folder.resolve(version);
            if (Files.isDirectory(complete)) {
                return complete.resolve("bin");
            }
            Files.createDirectories(folder);
            var partial = Files.createTempDirectory(folder, "unpacking");
            try (var tar = new TarArchiveInputStream(
                    new XZCompressorInputStream(new BufferedInputStream(archive.openStream())))) {
                for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(tar, entry, partial);
                }
            }
            try {
                Files.move(partial, complete, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                // Someone else was faster with the same binaries.
                if (!Files.isDirectory(complete)) {
                    throw e;
                }
                Folders.delete(partial);
            }
            return complete.resolve("bin");
        } catch (IOException e) {
            throw new DatabaseUnavailableException(
                    "PostgreSQL cannot be unpacked into %s; is there space, and may this user write there?"
                            .formatted(folder),
                    e);
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path into) throws IOException {
        var target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
            throw new IOException("Entry leaves the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.resolveSibling("."));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(target, into.resolve(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            var rights = EnumSet.of(
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.OTHERS_READ);
            if ((entry.getMode() & 0100) != 0) {
                rights.add(PosixFilePermission.OWNER_EXECUTE);
                rights.add(PosixFilePermission.GROUP_EXECUTE);
                rights.add(PosixFilePermission.OTHERS_EXECUTE);
            }
            Files.setPosixFilePermissions(target, rights);
        }
    }
}
