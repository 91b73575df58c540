package io.gongkai.commandline;

import io.gongkai.database.Installation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description = "Writes the county's data as csv (UTF-8): organizations, catalogs, publications, ledger entries.")
final class ExportCommand extends DatabaseCommand {

    @Parameters(paramLabel = "DIR", description = "Made if need be; files of the same names are overwritten.")
    private Path folder = Path.of("");

    @Override
    void run(Installation installation, PrintWriter out) throws IOException, SQLException {
        Files.createDirectories(folder);
        try (var connection = installation.connect()) {
            for (var table : ExportStore.TABLES) {
                var file = folder.resolve(table.name() + ".csv");
                out.println("%s: %d rows".formatted(file, ExportStore.write(connection, table, file)));
            }
        }
    }
}
