package io.gongkai.database;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Asks PostgreSQL about itself. */
@Repository
class ConditionStore {

    record Server(String version, long size) {}

    private final JdbcClient jdbc;

    ConditionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Server server() {
        return jdbc.sql("""
                        select current_setting('server_version') as version, pg_database_size(current_database()) as size
                        """)
                .query((row, n) -> new Server(row.getString("version"), row.getLong("size")))
                .single();
    }
}
