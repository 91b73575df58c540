package io.gongkai.document;

import io.gongkai.shared.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of the module. The bytes are read one file at a time, never in a list. */
@Repository
class AttachmentStore {

    private final JdbcClient jdbc;

    AttachmentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Attachment insert(String name, String mediaType, String sha256, byte[] bytes, Instant at, @Nullable PersonId by) {
        var id = jdbc.sql("""
                        insert into document.attachment (name, media_type, size, sha256, bytes, stored_at, stored_by)
                        values (:name, :mediaType, :size, :sha256, :bytes, :at, :by)
                        returning id
                        """)
                .param("name", name)
                .param("mediaType", mediaType)
                .param("size", bytes.length)
                .param("sha256", sha256)
                .param("bytes", bytes)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("by", by == null ? null : by.value())
                .query(UUID.class)
                .single();
        return new Attachment(id, name, mediaType, bytes.length, sha256, at);
    }

    List<Attachment> find(Collection<UUID> ids) {
        return jdbc.sql("""
                        select a.id, a.name, a.media_type, a.size, a.sha256, a.stored_at
                          from unnest(cast(:ids as uuid[])) with ordinality as asked (id, position)
                          join document.attachment a on a.id = asked.id
                         order by asked.position
                        """)
                .param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
                .query(AttachmentStore::toAttachment)
                .list();
    }

    Set<UUID> storedBy(Collection<UUID> ids, PersonId person) {
        return jdbc.sql("""
                        select a.id
                          from document.attachment a
                         where a.id = any (cast(:ids as uuid[]))
                           and a.stored_by = :person
                        """)
                .param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
                .param("person", person.value())
                .query(UUID.class)
                .set();
    }

    byte[] bytes(UUID id) {
        return jdbc.sql("select bytes from document.attachment where id = :id")
                .param("id", id)
                .query((row, n) -> row.getBytes("bytes"))
                .optional()
                .orElseThrow(() -> new NoSuchElementException("No attachment " + id));
    }

    private static Attachment toAttachment(ResultSet row, int n) throws SQLException {
        return new Attachment(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("media_type"),
                row.getLong("size"),
                row.getString("sha256"),
                row.getObject("stored_at", OffsetDateTime.class).toInstant());
    }
}
