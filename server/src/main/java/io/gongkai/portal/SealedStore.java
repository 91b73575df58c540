package io.gongkai.portal;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the work side asks of the envelopes. */
@Repository
class SealedStore {

    private static final List<String> COLUMNS = List.of(
            "portal.sealed_intake.id uuid",
            "portal.sealed_intake.key_id uuid",
            "portal.sealed_intake.sealed bytea",
            "portal.sealing_key.id uuid",
            "portal.sealing_key.offered_on date",
            "portal.sealing_key.public_key bytea",
            "portal.sealing_key.retired boolean");

    private final JdbcClient jdbc;

    SealedStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insertKey(UUID id, byte[] publicKey, LocalDate today) {
        jdbc.sql("insert into portal.sealing_key (id, public_key, offered_on) values (:id, :key, :today)")
                .param("id", id)
                .param("key", publicKey)
                .param("today", today)
                .update();
    }

    /** Says that it can still be opened here. */
    void offer(UUID id, LocalDate today) {
        jdbc.sql("""
                        update portal.sealing_key
                           set offered_on = :today
                         where id = :id
                           and offered_on < :today
                        """).param("id", id).param("today", today).update();
    }

    /** Nothing more is sealed with it by whoever asks from now on. */
    void retire(UUID id) {
        jdbc.sql("update portal.sealing_key set retired = true where id = :id")
                .param("id", id)
                .update();
    }

    List<UUID> keys() {
        return jdbc.sql("select k.id from portal.sealing_key k")
                .query(UUID.class)
                .list();
    }

    /** Waits for whoever is just sealing with it; after that nobody can. */
    void lock(UUID id) {
        jdbc.sql("select k.id from portal.sealing_key k where k.id = :id for update")
                .param("id", id)
                .query(UUID.class)
                .optional();
    }

    List<byte[]> envelopes(UUID key) {
        return jdbc.sql("select s.sealed from portal.sealed_intake s where s.key_id = :key")
                .param("key", key)
                .query((row, _) -> row.getBytes("sealed"))
                .list();
    }

    /** The envelopes, and the key with them. */
    void remove(UUID key) {
        jdbc.sql("delete from portal.sealed_intake where key_id = :key")
                .param("key", key)
                .update();
        jdbc.sql("delete from portal.sealing_key where id = :key")
                .param("key", key)
                .update();
    }

    void insert(UUID key, byte[] sealed) {
        jdbc.sql("insert into portal.sealed_intake (id, key_id, sealed) values (:id, :key, :sealed)")
                .param("id", UUID.randomUUID())
                .param("key", key)
                .param("sealed", sealed)
                .update();
    }

    /** Whether the tables hold exactly what they held when the promise was made: nothing that could tell a time. */
    boolean isAsPromised() {
        return jdbc.sql("""
                        select format('%s.%s.%s %s', n.nspname, c.relname, a.attname, format_type(a.atttypid, null))
                          from pg_attribute a
                          join pg_class c on c.oid = a.attrelid
                          join pg_namespace n on n.oid = c.relnamespace
                         where n.nspname = 'portal'
                           and c.relname in ('sealed_intake', 'sealing_key')
                           and a.attnum > 0
                           and not a.attisdropped
                         order by 1
                        """).query(String.class).list().equals(COLUMNS);
    }
}
