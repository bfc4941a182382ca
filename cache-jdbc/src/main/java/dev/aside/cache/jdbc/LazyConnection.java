package dev.aside.cache.jdbc;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is not borrowed before it is needed, since only then it is known what for: what is said of it beforehand is
 * remembered. Once borrowed it stays where it is.
 */
final class LazyConnection extends ForwardingConnection {

    private static final System.Logger LOGGER = System.getLogger(LazyConnection.class.getName());

    /** Where it is borrowed from. */
    interface Lender {
        Connection lend(boolean isReadOnly) throws SQLException;
    }

    /** Something that is said of a connection, of which nothing is answered. */
    private interface Setting {
        void on(Connection fresh) throws SQLException;
    }

    private final Lender lender;
    private final Commits commits;
    private final List<Setting> others = new ArrayList<>();

    /** What is bound to the transaction before anything is borrowed for it. */
    private @Nullable Transaction promised;

    /** Read by whoever aborts, who may be on another thread. */
    private volatile @Nullable Connection borrowed;

    private @Nullable Boolean readOnly;
    private @Nullable Boolean autoCommit;
    private @Nullable Integer isolation;
    private @Nullable String schema;
    private volatile boolean closed;
    private volatile boolean aborted;

    LazyConnection(Lender lender, Commits commits) {
        this.lender = lender;
        this.commits = commits;
    }

    @Override
    Connection delegate() throws SQLException {
        Connection known = borrowed;
        if (known == null) {
            checkOpen();
            known = lender.lend(Boolean.TRUE.equals(readOnly));
            try {
                tell(known);
            } catch (SQLException | RuntimeException e) {
                known.close();
                throw e;
            }
            borrowed = known;
            others.clear();
            if (closed) {
                close(); // it was aborted meanwhile
                checkOpen();
            }
        }
        return known;
    }

    private void tell(Connection fresh) throws SQLException {
        if (readOnly != null && readOnly) {
            fresh.setReadOnly(true);
        }
        if (isolation != null) {
            fresh.setTransactionIsolation(isolation);
        }
        if (schema != null) {
            fresh.setSchema(schema);
        }
        for (Setting other : others) {
            other.on(fresh);
        }
        Transaction begun = promised;
        if (begun != null) {
            fresh.unwrap(WatchedConnection.class).adopt(begun);
            promised = null;
        }
        if (autoCommit != null && !autoCommit) {
            fresh.setAutoCommit(false);
        }
    }

    /** Nothing was sent, so nothing has been changed. */
    private void breakPromise() {
        Transaction begun = promised;
        promised = null;
        if (begun != null) {
            begun.close();
        }
    }

    private void promise() {
        breakPromise();
        promised = commits.begin();
    }

    private void checkOpen() throws SQLException {
        if (closed) {
            throw new SQLException("the connection is closed", "08003");
        }
    }

    private boolean isBorrowed() throws SQLException {
        checkOpen();
        return borrowed != null;
    }

    @Override
    public void setReadOnly(boolean value) throws SQLException {
        if (isBorrowed()) {
            super.setReadOnly(value);
        }
        readOnly = value;
    }

    @Override
    public boolean isReadOnly() throws SQLException {
        return isBorrowed() ? super.isReadOnly() : Boolean.TRUE.equals(readOnly);
    }

    @Override
    public void setAutoCommit(boolean value) throws SQLException {
        if (isBorrowed()) {
            super.setAutoCommit(value);
        } else if (value) {
            breakPromise();
        } else if (promised == null) {
            promise();
        }
        autoCommit = value;
    }

    @Override
    public boolean getAutoCommit() throws SQLException {
        return isBorrowed() ? super.getAutoCommit() : !Boolean.FALSE.equals(autoCommit);
    }

    @Override
    public void setTransactionIsolation(int level) throws SQLException {
        if (isBorrowed()) {
            super.setTransactionIsolation(level);
        }
        isolation = level;
    }

    @Override
    public int getTransactionIsolation() throws SQLException {
        Integer known = isolation;
        return !isBorrowed() && known != null ? known : super.getTransactionIsolation();
    }

    @Override
    public void setSchema(@Nullable String value) throws SQLException {
        if (isBorrowed()) {
            super.setSchema(value);
        }
        schema = value;
    }

    @Override
    public @Nullable String getSchema() throws SQLException {
        String known = schema;
        return !isBorrowed() && known != null ? known : super.getSchema();
    }

    /** Says it now, or as soon as there is somebody to say it to. */
    private void say(Setting other) throws SQLException {
        if (isBorrowed()) {
            other.on(delegate());
        } else {
            others.add(other);
        }
    }

    @Override
    public void setCatalog(@Nullable String catalog) throws SQLException {
        say(fresh -> fresh.setCatalog(catalog));
    }

    @Override
    public void setHoldability(int holdability) throws SQLException {
        say(fresh -> fresh.setHoldability(holdability));
    }

    @Override
    public void setNetworkTimeout(@Nullable Executor executor, int millis) throws SQLException {
        if (millis < 0) {
            throw new SQLException("a time-out is zero or more, not " + millis, "22023");
        }
        say(fresh -> fresh.setNetworkTimeout(executor, millis));
    }

    @Override
    public void setTypeMap(Map<String, Class<?>> map) throws SQLException {
        say(fresh -> fresh.setTypeMap(map));
    }

    @Override
    public void setClientInfo(String name, @Nullable String value) throws SQLClientInfoException {
        sayInfo(fresh -> fresh.setClientInfo(name, value));
    }

    @Override
    public void setClientInfo(Properties properties) throws SQLClientInfoException {
        Properties said = (Properties) properties.clone();
        sayInfo(fresh -> fresh.setClientInfo(said));
    }

    private void sayInfo(Setting info) throws SQLClientInfoException {
        try {
            say(info);
        } catch (SQLException e) {
            throw e instanceof SQLClientInfoException own ? own : new SQLClientInfoException(Map.of(), e);
        }
    }

    @Override
    public void beginRequest() throws SQLException {
        if (isBorrowed()) {
            super.beginRequest();
        }
    }

    @Override
    public void endRequest() throws SQLException {
        if (isBorrowed()) {
            super.endRequest();
        }
    }

    /** {@inheritDoc} Of nothing, as long as nothing has been sent; but what is bound to it hears of it. */
    @Override
    public void commit() throws SQLException {
        if (isBorrowed()) {
            super.commit();
            return;
        }
        Transaction begun = promised;
        if (begun != null) {
            commits.endNothing(begun);
            promise();
        }
    }

    /** {@inheritDoc} Of nothing, as long as nothing has been sent. */
    @Override
    public void rollback() throws SQLException {
        if (isBorrowed()) {
            super.rollback();
        } else if (promised != null) {
            promise();
        }
    }

    @Override
    public @Nullable SQLWarning getWarnings() throws SQLException {
        return isBorrowed() ? super.getWarnings() : null;
    }

    @Override
    public void clearWarnings() throws SQLException {
        if (isBorrowed()) {
            super.clearWarnings();
        }
    }

    /** {@inheritDoc} It is not where there is none to be had. */
    @Override
    public boolean isValid(int seconds) throws SQLException {
        if (seconds < 0) {
            throw new SQLException("a time-out is zero or more, not " + seconds, "22023");
        }
        try {
            return !closed && super.isValid(seconds);
        } catch (EndpointUnavailableException e) {
            return false;
        }
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        closed = true;
        aborted = true;
        Connection known = borrowed;
        breakPromise();
        if (known != null) {
            known.abort(executor);
        }
    }

    @Override
    public boolean isClosed() throws SQLException {
        Connection known = borrowed;
        return closed || (known != null && known.isClosed());
    }

    /** {@inheritDoc} Of one that was aborted nothing is to be said any more, and the pool only hears that it is back. */
    @Override
    public void close() throws SQLException {
        Connection known = borrowed;
        closed = true;
        borrowed = null;
        breakPromise();
        if (known != null) {
            try {
                known.close();
            } catch (SQLException e) {
                if (!aborted) {
                    throw e;
                }
            } catch (RuntimeException e) {
                // as when the pool was closed meanwhile, and has nothing left that it could put in order
                LOGGER.log(Level.DEBUG, "a connection was given back to nobody", e);
            }
        }
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : super.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || super.isWrapperFor(type);
    }

    @Override
    public String toString() {
        Connection known = borrowed;
        return known == null ? "connection that is not borrowed yet" : known.toString();
    }
}
