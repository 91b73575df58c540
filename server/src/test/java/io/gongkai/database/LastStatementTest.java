package io.gongkai.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.CountyTest;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** What a transaction does last is written with its commit, and is part of it like everything else. */
@CountyTest
class LastStatementTest {

    @Autowired
    LastStatement last;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataSource dataSource;

    @Autowired
    PlatformTransactionManager transactions;

    private final String prefix = UUID.randomUUID().toString();

    @Test
    void theCommitGoesAlongInTheSameMessage() {
        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            var connection = DataSourceUtils.getConnection(dataSource);
            try {
                failed("one");
                LastStatement.commit(connection);
                assertThat(connection.unwrap(BaseConnection.class).getTransactionState())
                        .isEqualTo(TransactionState.IDLE);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(failures()).containsExactly("one");
    }

    @Test
    void itIsNotSeenBeforeUnlessAskedFor() {
        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            failed("one");
            assertThat(failures()).isEmpty();
            last.writeNow();
            assertThat(failures()).containsExactly("one");
            failed("two");
            failed("three");
            assertThat(failures()).containsExactly("one", "two");
        });

        assertThat(failures()).containsExactly("one", "three", "two");
    }

    @Test
    void aTransactionInsideAnotherKeepsItsOwnBack() {
        var inside = new TransactionTemplate(transactions);
        inside.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        new TransactionTemplate(transactions).executeWithoutResult(outside -> {
            failed("outside");
            inside.executeWithoutResult(_ -> failed("inside"));
            outside.setRollbackOnly();
        });

        assertThat(failures()).containsExactly("inside");
    }

    private void failed(String login) {
        last.keepBack("""
                insert into account.sign_in_failure (login, failures, last_failed_at, locked_until)
                values (?, ?, now(), ?)
                """, Arrays.asList(prefix + login, 1, null));
    }

    private List<String> failures() {
        return jdbc.sql("""
                        select substr(login, 37)
                          from account.sign_in_failure
                         where starts_with(login, :prefix)
                         order by login
                        """).param("prefix", prefix).query(String.class).list();
    }
}
