package io.gongkai.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gongkai.CountyTest;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Many rows at once are the same rows as one by one, and the same rules hold for them. */
@CountyTest
class BulkRowsTest {

    private static final String TABLE = """
            create temporary table register (
                id uuid, title text, day date, quantity bigint check (quantity > 0), pages int, copies smallint, open boolean,
                at timestamptz)
                on commit drop
            """;
    private static final String COLUMNS = "register (id, title, day, quantity, pages, copies, open, at)";

    private record Row(
            UUID id, String title, LocalDate day, long quantity, int pages, short copies, boolean open, Instant at) {}

    @Value("${gongkai.db}")
    String database;

    private SingleConnectionDataSource owner;
    private JdbcTemplate connection;
    private JdbcClient jdbc;
    private TransactionTemplate transaction;

    /** Only the owner may create tables, temporary ones too. */
    @BeforeEach
    void anOwner() {
        var uri = URI.create(database);
        var user = uri.getUserInfo().split(":");
        owner = new SingleConnectionDataSource(
                "jdbc:postgresql://%s:%d%s".formatted(uri.getHost(), uri.getPort(), uri.getPath()),
                user[0],
                user[1],
                true);
        connection = new JdbcTemplate(owner);
        jdbc = JdbcClient.create(connection);
        transaction = new TransactionTemplate(new JdbcTransactionManager(owner));
    }

    @AfterEach
    void disconnect() {
        owner.destroy();
    }

    @Test
    void whatGoesInComesOutAsItWas() {
        var now = new Row(
                UUID.randomUUID(),
                "会议\t“记录”\\第\n㐀𠮷号",
                LocalDate.of(2026, 2, 28),
                Long.MAX_VALUE,
                -1,
                Short.MIN_VALUE,
                true,
                Instant.parse("2026-02-28T15:59:59.123456Z"));
        var longAgo = new Row(
                new UUID(0, -1),
                "",
                LocalDate.of(1949, 10, 1),
                1,
                Integer.MAX_VALUE,
                (short) 0,
                false,
                Instant.parse("1949-10-01T07:00:00Z"));

        transaction.executeWithoutResult(_ -> {
            connection.execute(TABLE);
            BulkRows.copy(connection, COLUMNS, rows -> {
                for (var row : new Row[] {now, longAgo}) {
                    rows.row(cells(row));
                }
                rows.row(new @Nullable Object[8]);
            });

            assertThat(jdbc.sql("select * from register where id is not null order by day desc")
                            .query((row, _) -> new Row(
                                    row.getObject("id", UUID.class),
                                    row.getString("title"),
                                    row.getObject("day", LocalDate.class),
                                    row.getLong("quantity"),
                                    row.getInt("pages"),
                                    row.getShort("copies"),
                                    row.getBoolean("open"),
                                    row.getObject("at", OffsetDateTime.class).toInstant()))
                            .list())
                    .containsExactly(now, longAgo);
            assertThat(jdbc.sql(
                                    "select num_nonnulls(title, day, quantity, pages, copies, open, at) from register where id is null")
                            .query(Integer.class)
                            .single())
                    .isZero();
        });
    }

    /** Far from the end, while more is still being sent. */
    @Test
    void aRowThatBreaksARuleIsRefusedAsAnInsertWouldBe() {
        transaction.executeWithoutResult(status -> {
            connection.execute(TABLE);

            assertThatThrownBy(() -> BulkRows.copy(connection, COLUMNS, rows -> {
                        for (var i = 0; i < 100_000; i++) {
                            rows.row(
                                    UUID.randomUUID(),
                                    "登记簿",
                                    LocalDate.EPOCH,
                                    i - 10L,
                                    1,
                                    (short) 1,
                                    true,
                                    Instant.EPOCH);
                        }
                    }))
                    .isInstanceOf(DataIntegrityViolationException.class)
                    .hasMessageContaining("register_quantity_check");
            status.setRollbackOnly();
        });
    }

    @Test
    void whoeverGivesTheRowsMayFailAndTheConnectionIsOfUseAfterwards() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(_ -> {
                    connection.execute(TABLE);
                    BulkRows.copy(connection, COLUMNS, rows -> rows.row(new StringBuilder()));
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(jdbc.sql("select 1").query(Integer.class).single()).isEqualTo(1);
    }

    private static Object[] cells(Row row) {
        return Arrays.asList(row.id, row.title, row.day, row.quantity, row.pages, row.copies, row.open, row.at)
                .toArray();
    }
}
