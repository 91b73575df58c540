package io.gongkai.database;

import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A program that writes row after row, says each number once it is committed, and waits to be killed. */
final class KilledProgram {

    private KilledProgram() {}

    @SuppressWarnings("InfiniteLoopStatement")
    public static void main(String[] arguments) throws Exception {
        var data = new DataDirectory(Path.of(arguments[0]));
        data.lock();
        var postgres = EmbeddedPostgres.start(data, Path.of(arguments[1]), List.of());
        try (var connection = postgres.ownerUrl().connect();
                var statement = connection.createStatement();
                var said = new FileOutputStream(arguments[2], true)) {
            statement.execute("create table if not exists said (number bigint generated always as identity)");
            while (true) {
                try (var row = statement.executeQuery("insert into said default values returning number")) {
                    row.next();
                    said.write((row.getLong(1) + "\n").getBytes(StandardCharsets.US_ASCII));
                }
            }
        }
    }
}
