package io.gongkai.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gongkai.CountyTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever a public page is made to ask, its role reaches nothing but what was released. */
@CountyTest
class PortalRoleTest {

    @Autowired
    JdbcClient jdbc;

    @Autowired
    @Qualifier("portalJdbc")
    JdbcClient portal;

    @Test
    void itReadsTheTablesOfThePortalAndNotItsQueue() {
        var readable = tables("portal").stream().filter(this::isReadable).toList();

        assertThat(readable).contains("portal.publication", "portal.fact", "portal.duty");
        assertThat(readable)
                .doesNotContain("portal.pending", "portal.copied", "portal.intake_file", "portal.sealed_intake")
                .hasSize(tables("portal").size() - 4);
    }

    /** It may know that something is on its way, to tell its sender; not what it says, nor the code that opens the case. */
    @Test
    void whatThePublicPutsDownItCannotTakeOutAgain() {
        for (var statement : List.of(
                "select answers from portal.intake",
                "select code from portal.intake",
                "select bytes from portal.intake_file",
                "update portal.intake set refused = 'x'",
                "delete from portal.intake")) {
            assertThatThrownBy(() -> portal.sql(statement).query().rowSet())
                    .as(statement)
                    .hasStackTraceContaining("permission denied");
        }
    }

    @Test
    void itReadsNoTableOfAnyOtherSchema() {
        var others = jdbc.sql("""
                        select n.nspname || '.' || c.relname
                          from pg_catalog.pg_class c
                          join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                         where c.relkind in ('r', 'v', 'm', 'p')
                           and n.nspname not in ('portal', 'pg_catalog', 'information_schema', 'pg_toast')
                        """).query(String.class).list();

        assertThat(others).contains("disclosure.publication", "ledger.entry", "account.person", "document.attachment");
        assertThat(others).noneMatch(this::isReadable);
    }

    @Test
    void itWritesNothing() {
        for (var statement : List.of(
                "insert into portal.post (organization_id, position, title, holder, duties) values (gen_random_uuid(), 1, '', '', '')",
                "update portal.publication set title = ''",
                "delete from portal.publication",
                "truncate portal.fact",
                "create table portal.mine (id int)")) {
            assertThatThrownBy(() -> portal.sql(statement).update())
                    .as(statement)
                    .hasStackTraceContaining("permission denied");
        }
    }

    private List<String> tables(String schema) {
        return jdbc.sql("select schemaname || '.' || tablename from pg_catalog.pg_tables where schemaname = :schema")
                .param("schema", schema)
                .query(String.class)
                .list();
    }

    private boolean isReadable(String table) {
        try {
            portal.sql("select count(*) from " + table).query(Long.class).single();
            return true;
        } catch (RuntimeException refused) {
            assertThat(refused).hasStackTraceContaining("permission denied");
            return false;
        }
    }
}
