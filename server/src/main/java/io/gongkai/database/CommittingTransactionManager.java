package io.gongkai.database;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.JdbcTransactionObjectSupport;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** Commits, and sends the {@link LastStatement} of the transaction along. */
class CommittingTransactionManager extends JdbcTransactionManager {

    CommittingTransactionManager(DataSource dataSource) {
        super(dataSource);
        setRollbackOnCommitFailure(true);
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        var transaction = (JdbcTransactionObjectSupport) status.getTransaction();
        try {
            LastStatement.commit(transaction.getConnectionHolder().getConnection());
        } catch (SQLException e) {
            throw translateException("commit", e);
        }
        // Sends nothing where the commit went along: the driver knows that no transaction is open.
        super.doCommit(status);
    }
}
