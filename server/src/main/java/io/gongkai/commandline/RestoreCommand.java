package io.gongkai.commandline;

import io.gongkai.commandline.Gongkai.RefusedException;
import io.gongkai.database.Backup;
import io.gongkai.database.Installation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "restore",
        description = "Fills a new data directory (or an empty database) from a backup, after checking the whole file.")
final class RestoreCommand extends DatabaseCommand {

    @Parameters(paramLabel = "FILE", description = "Written by gongkai backup.")
    private Path file = Path.of("");

    @Override
    void run(Installation installation, PrintWriter out) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new RefusedException("There is no file %s.".formatted(file));
        }
        var read = Backup.restore(installation, file);
        out.println("Restored %d rows of %d tables, saved at version %s."
                .formatted(read.rows(), read.tables(), read.version()));
    }
}
