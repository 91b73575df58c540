package io.gongkai.statistics;

import io.gongkai.shared.PersonId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the forms that were installed. */
@Repository
class FormStore {

    /** As it was installed. */
    record Installed(UUID id, String definition) {}

    private final JdbcClient jdbc;

    FormStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Installed> all() {
        return jdbc.sql("""
                        select id, definition
                          from statistics.form_definition
                         order by id
                        """)
                .query((row, _) -> new Installed(row.getObject("id", UUID.class), row.getString("definition")))
                .list();
    }

    /** Whether it was new: false where the version, or another one from the same day on, is there. */
    boolean insert(Form form, String definition, PersonId by, Instant at) {
        return jdbc.sql("""
                        insert into statistics.form_definition (code, version, valid_from, definition, installed_by, installed_at)
                        values (:code, :version, :validFrom, :definition, :by, :at)
                            on conflict do nothing
                        """)
                        .param("code", form.code())
                        .param("version", form.version())
                        .param("validFrom", form.validFrom())
                        .param("definition", definition)
                        .param("by", by.value())
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }
}
