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
        name = "backup",
        description =
                "Writes everything the installation knows into one file, while people work. Keep the file as secret as the database.")
final class BackupCommand extends DatabaseCommand {

    @Parameters(paramLabel = "FILE", description = "To be written; must not exist yet.")
    private Path file = Path.of("");

    @Override
    void run(Installation installation, PrintWriter out) throws IOException {
        if (Files.exists(file)) {
            throw new RefusedException("%s exists already; a backup never overwrites one.".formatted(file));
        }
        var written = Backup.write(installation, file);
        out.println("Saved %d rows of %d tables (version %s) in %s, %d KiB."
                .formatted(written.rows(), written.tables(), written.version(), file, Files.size(file) / 1024));
    }
}
