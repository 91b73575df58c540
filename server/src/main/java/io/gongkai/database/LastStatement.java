package io.gongkai.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The last statement of a transaction goes to the database in one message with the commit. What every transaction of a kind
 * does at its end, and needs no answer to, so costs no way there and back of its own. It is part of the transaction like any
 * other statement: if it fails, the commit fails and nothing of the transaction stays. Given up with a savepoint, it is not
 * written; kept back under one that held, its failure is still the whole transaction's.
 *
 * <p>Until the commit the transaction itself does not see what it writes; whoever must see it asks to {@link #writeNow}.
 */
@Component
public class LastStatement {

    private final JdbcOperations jdbc;

    LastStatement(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Keeps a statement back for the commit of the transaction at hand. One that was kept back before is written now.
     *
     * @param values one for each question mark
     */
    public void keepBack(String sql, List<@Nullable Object> values) {
        var kept = KeptBack.ofTransaction();
        if (kept == null) {
            kept = new KeptBack();
            TransactionSynchronizationManager.registerSynchronization(kept);
        } else {
            writeNow(kept);
        }
        kept.statement = new Statement(sql, values);
    }

    /** Writes what the transaction at hand has kept back, if anything. */
    public void writeNow() {
        var kept = KeptBack.ofTransaction();
        if (kept != null) {
            writeNow(kept);
        }
    }

    private void writeNow(KeptBack kept) {
        var statement = kept.take();
        if (statement != null) {
            jdbc.execute((ConnectionCallback<Boolean>) connection -> statement.execute(connection, ""));
        }
    }

    /** Sends what was kept back together with the commit. */
    static void commit(Connection connection) throws SQLException {
        var kept = KeptBack.ofTransaction();
        var statement = kept == null ? null : kept.take();
        if (statement != null) {
            statement.execute(connection, ";\ncommit");
        }
    }

    private record Statement(String sql, List<@Nullable Object> values) {

        boolean execute(Connection connection, String end) throws SQLException {
            try (var prepared = connection.prepareStatement(sql + end)) {
                for (var i = 0; i < values.size(); i++) {
                    set(prepared, i + 1, values.get(i));
                }
                return prepared.execute();
            }
        }

        private static void set(PreparedStatement prepared, int position, @Nullable Object value) throws SQLException {
            if (value == null) {
                prepared.setNull(position, Types.NULL);
            } else {
                prepared.setObject(position, value);
            }
        }
    }

    /** What one transaction keeps back; found among its synchronizations, so another inside it has its own. */
    private static final class KeptBack implements TransactionSynchronization {

        private final Map<Object, Statement> atSavepoint = new IdentityHashMap<>();
        private @Nullable Statement statement;

        static @Nullable KeptBack ofTransaction() {
            if (!TransactionSynchronizationManager.isSynchronizationActive()) {
                return null;
            }
            for (var one : TransactionSynchronizationManager.getSynchronizations()) {
                if (one instanceof KeptBack kept) {
                    return kept;
                }
            }
            return null;
        }

        @Nullable
        Statement take() {
            var taken = statement;
            statement = null;
            return taken;
        }

        @Override
        public void savepoint(Object savepoint) {
            if (statement != null) {
                atSavepoint.put(savepoint, statement);
            }
        }

        /** As at the savepoint: what was kept back since is forgotten, what was written since is undone. */
        @Override
        public void savepointRollback(Object savepoint) {
            statement = atSavepoint.get(savepoint);
        }
    }
}
