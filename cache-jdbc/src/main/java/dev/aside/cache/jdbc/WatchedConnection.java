package dev.aside.cache.jdbc;

import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.CommitPosition;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A driver's connection below the pool, made once for all who borrow it: what it throws is typed here, and told to the node. */
final class WatchedConnection extends ForwardingConnection implements StatementHandler.Teller {

    private final Connection driver;
    private final Watch watch;
    private final Commits commits;
    private final Sighting entered;
    private final Consumer<Connection> ended;
    private @Nullable Transaction transaction;
    private boolean commitsItself = true;
    private boolean onlyReads;

    /** Whether COMMIT was not sent, and the transaction goes on. */
    private boolean wasRefused;

    /** Whether the node has taken writes meanwhile: one that is promoted keeps its connections. */
    private boolean wasWriter;

    /**
     * @param entered what the node said of itself on this connection
     * @param ended told when the connection is closed
     */
    WatchedConnection(Connection driver, Watch watch, Commits commits, Sighting entered, Consumer<Connection> ended) {
        this.driver = driver;
        this.watch = watch;
        this.commits = commits;
        this.entered = entered;
        this.wasWriter = entered.isWriter();
        this.ended = ended;
    }

    /** Returns what the node said of itself when the connection was made. */
    Sighting entered() {
        return entered;
    }

    /** What was said of the transaction before there was a connection is this one's from now on. */
    void adopt(Transaction begun) {
        transaction = begun;
    }

    @Override
    Connection delegate() {
        return driver;
    }

    @Override
    public void close() throws SQLException {
        ended.accept(this);
        leave();
        driver.close();
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        ended.accept(this);
        leave();
        driver.abort(executor);
    }

    /** What was not committed is not. */
    private void leave() {
        Transaction open = transaction;
        transaction = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void commit() throws SQLException {
        Transaction open = transaction;
        if (open != null && open.isBound() && !commits.hasFailed(driver)) {
            commit(open);
            return;
        }
        try {
            driver.commit();
        } catch (SQLException e) {
            throw told(e, takesWrites());
        } finally {
            if (open != null) {
                open.rolledBack(); // whatever is bound to it is so to one that has failed
            }
        }
    }

    /** Commits a transaction that others wait for. */
    private void commit(Transaction open) throws SQLException {
        wasRefused = false;
        try {
            open.beforeCommit();
        } catch (RuntimeException e) {
            open.refused();
            wasRefused = true;
            throw new CommitRefusedException(watch.node(), e);
        }
        CommitPosition position;
        List<Long> kept;
        try {
            boolean takesWrites = takesWrites();
            kept = takesWrites && !onlyReads ? commits.keep(driver, open.records()) : List.of();
            if (takesWrites) {
                commits.announce(driver, open.told());
            }
            position = takesWrites ? commits.commit(driver, entered) : commits.commitOfReads(driver);
        } catch (SQLException e) {
            boolean isUnknown = commits.isUnknownAfter(e);
            end(open, isUnknown);
            if (watch.isLost(e)) {
                leave();
            }
            throw isUnknown ? lost(e) : told(e, true);
        } catch (RuntimeException e) {
            end(open, true);
            throw e;
        }
        if (open.committed(position) == ChangeOutcome.APPLIED) {
            commits.told(kept);
        }
    }

    private static void end(Transaction open, boolean isUnknown) {
        if (isUnknown) {
            open.unknown();
        } else {
            open.rolledBack();
        }
    }

    /**
     * {@inheritDoc} Turned on within a transaction, it commits that; but not one whose user was told that it is not committed, and who
     * cleans up, as Spring does.
     */
    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
        Transaction open = transaction;
        if (autoCommit && wasRefused) {
            rollback();
        } else if (autoCommit && open != null && open.isBound() && open.hasBegun()) {
            commit();
        }
        try {
            driver.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            throw told(e, autoCommit && !commitsItself && takesWrites());
        }
        commitsItself = autoCommit;
        if (autoCommit) {
            leave();
        } else if (open == null) {
            transaction = commits.begin();
        }
    }

    @Override
    public void sends(@Nullable String sql) {
        Transaction open = transaction;
        if (open != null) {
            open.sends(onlyReads || (sql != null && Commits.onlyReads(sql)));
        }
    }

    @Override
    public void setReadOnly(boolean readOnly) throws SQLException {
        driver.setReadOnly(readOnly);
        onlyReads = readOnly;
    }

    @Override
    public void rollback() throws SQLException {
        wasRefused = false;
        try {
            driver.rollback();
        } catch (SQLException e) {
            throw told(e, false);
        } finally {
            Transaction open = transaction;
            if (open != null) {
                open.rolledBack(); // what is not committed by now never will be
            }
        }
    }

    @Override
    public void rollback(Savepoint savepoint) throws SQLException {
        Transaction open = transaction;
        if (open != null) {
            open.rolledBackPartly();
        }
        try {
            driver.rollback(savepoint);
        } catch (SQLException e) {
            throw told(e, false);
        }
    }

    @Override
    public Savepoint setSavepoint() throws SQLException {
        try {
            return driver.setSavepoint();
        } catch (SQLException e) {
            throw told(e, false);
        }
    }

    @Override
    public Savepoint setSavepoint(String name) throws SQLException {
        try {
            return driver.setSavepoint(name);
        } catch (SQLException e) {
            throw told(e, false);
        }
    }

    @Override
    public void releaseSavepoint(Savepoint savepoint) throws SQLException {
        try {
            driver.releaseSavepoint(savepoint);
        } catch (SQLException e) {
            throw told(e, false);
        }
    }

    @Override
    public SQLException told(SQLException error) {
        return told(error, commitsItself && takesWrites() && !onlyReads);
    }

    /** Where nothing can be written, the outcome is known whatever becomes of the answer. */
    private boolean takesWrites() {
        return wasWriter || watch.isWriter();
    }

    private SQLException told(SQLException error, boolean commits) {
        wasWriter |= watch.isWriter();
        boolean isLost = watch.isLost(error);
        if (isLost) {
            leave(); // the pool closes it later, on another thread, and its user would seem to be in it until then
        }
        return isLost && commits ? lost(error) : watch.told(error, entered.server(), wasWriter);
    }

    private SQLException lost(SQLException error) {
        wasWriter |= watch.isWriter();
        watch.told(error, entered.server(), wasWriter);
        watch.isUnknown();
        return new TransactionOutcomeUnknownException(watch.node(), error);
    }

    @Override
    public Statement createStatement() throws SQLException {
        return watched(Statement.class, null, driver.createStatement());
    }

    @Override
    public Statement createStatement(int type, int concurrency) throws SQLException {
        return watched(Statement.class, null, driver.createStatement(type, concurrency));
    }

    @Override
    public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        return watched(Statement.class, null, driver.createStatement(type, concurrency, holdability));
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        return watched(PreparedStatement.class, sql, driver.prepareStatement(sql));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency) throws SQLException {
        return watched(PreparedStatement.class, sql, driver.prepareStatement(sql, type, concurrency));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        return watched(PreparedStatement.class, sql, driver.prepareStatement(sql, type, concurrency, holdability));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int autoGeneratedKeys) throws SQLException {
        return watched(PreparedStatement.class, sql, driver.prepareStatement(sql, autoGeneratedKeys));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int[] columnIndexes) throws SQLException {
        return watched(PreparedStatement.class, sql, driver.prepareStatement(sql, columnIndexes));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, String[] columnNames) throws SQLException {
        return watched(PreparedStatement.class, sql, driver.prepareStatement(sql, columnNames));
    }

    @Override
    public CallableStatement prepareCall(String sql) throws SQLException {
        return watched(CallableStatement.class, sql, driver.prepareCall(sql));
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
        return watched(CallableStatement.class, sql, driver.prepareCall(sql, type, concurrency));
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability) throws SQLException {
        return watched(CallableStatement.class, sql, driver.prepareCall(sql, type, concurrency, holdability));
    }

    private <T extends Statement> T watched(Class<T> kind, @Nullable String sql, T statement) {
        wasWriter |= watch.isWriter();
        return StatementHandler.over(kind, statement, sql, watch, this);
    }

    @Override
    public String toString() {
        return "connection to " + watch.node();
    }
}
