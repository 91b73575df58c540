package io.gongkai.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Looks at the database and the data directory, each time anew. */
@Component
public class Examination {

    private final ConditionStore store;
    private final Path data;
    private final boolean embedded;

    Examination(ConditionStore store, @Value("${gongkai.data}") Path data, @Value("${gongkai.db}") String external) {
        this.store = store;
        this.data = data.toAbsolutePath().normalize();
        this.embedded = external.isEmpty();
    }

    public Condition now() {
        var server = store.server();
        try {
            return new Condition(
                    server.version(),
                    embedded,
                    server.size(),
                    data.toString(),
                    Folders.size(data),
                    Files.exists(data) ? Files.getFileStore(data).getUsableSpace() : 0,
                    lastBackup());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Instant lastBackup() throws IOException {
        var note = data.resolve(DataDirectory.LAST_BACKUP);
        return Files.exists(note) ? Files.getLastModifiedTime(note).toInstant() : null;
    }
}
