package io.gongkai.message;

import io.gongkai.database.Vault;
import io.gongkai.shared.PersonId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of what people have chosen. */
@Repository
class PreferenceStore {

    private record Sealed(String mail, String phone) {}

    private record Row(byte[] closed, boolean byMail, boolean bySms) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Vault vault;

    PreferenceStore(JdbcClient jdbc, JsonMapper json, Vault vault) {
        this.jdbc = jdbc;
        this.json = json;
        this.vault = vault;
    }

    /** Empty too where another installation has sealed it: then the addresses are lost and the person chooses anew. */
    Optional<Chosen> find(PersonId person) {
        return jdbc.sql("""
                        select p.sealed, p.by_mail, p.by_sms
                          from message.preference p
                         where p.person_id = :person
                        """)
                .param("person", person.value())
                .query((row, n) -> new Row(row.getBytes("sealed"), row.getBoolean("by_mail"), row.getBoolean("by_sms")))
                .optional()
                .flatMap(row -> vault.open(person.value(), row.closed())
                        .map(open -> json.readValue(open, Sealed.class))
                        .map(open -> new Chosen(open.mail(), open.phone(), row.byMail(), row.bySms())));
    }

    List<PersonId> listening() {
        return jdbc.sql("""
                        select p.person_id
                          from message.preference p
                         where p.by_mail
                            or p.by_sms
                         order by p.person_id
                        """)
                .query((row, n) -> new PersonId(row.getObject("person_id", UUID.class)))
                .list();
    }

    boolean insertDigest(PersonId person, LocalDate day, int lines) {
        return jdbc.sql("""
                                insert into message.digest (person_id, digest_on, lines)
                                values (:person, :day, :lines)
                                    on conflict do nothing
                                """)
                        .param("person", person.value())
                        .param("day", day)
                        .param("lines", lines)
                        .update()
                == 1;
    }

    void put(PersonId person, Chosen chosen, Instant now) {
        jdbc.sql("""
                        insert into message.preference (person_id, sealed, by_mail, by_sms, changed_at)
                        values (:person, :sealed, :byMail, :bySms, :now)
                            on conflict (person_id) do update
                           set sealed = excluded.sealed,
                               by_mail = excluded.by_mail,
                               by_sms = excluded.by_sms,
                               changed_at = excluded.changed_at
                        """)
                .param("person", person.value())
                .param(
                        "sealed",
                        vault.seal(person.value(), json.writeValueAsString(new Sealed(chosen.mail(), chosen.phone()))))
                .param("byMail", chosen.byMail())
                .param("bySms", chosen.bySms())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }
}
