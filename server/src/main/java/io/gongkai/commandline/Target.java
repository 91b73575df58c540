package io.gongkai.commandline;

import io.gongkai.database.Installation;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which installation a command is for. */
final class Target {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "./data",
            description = "The data directory of the installation (${DEFAULT-VALUE}).")
    private Path data = Path.of("./data");

    @Option(
            names = "--db",
            paramLabel = "URL",
            defaultValue = "${env:GONGKAI_DB}",
            description =
                    "The PostgreSQL of the installation, if it is not the one brought along; the environment variable"
                            + " GONGKAI_DB does the same.")
    private String db = "";

    Installation open() {
        return Installation.open(data, db == null || db.startsWith("${") ? "" : db);
    }

    Path data() {
        return data;
    }
}
