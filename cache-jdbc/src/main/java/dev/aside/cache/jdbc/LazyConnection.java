package dev.aside.cache.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is not borrowed before it is needed, since only then it is known what for: what is said of it beforehand is
 * remembered. Once borrowed it stays where it is.
 */
final class LazyConnection extends ForwardingConnection {

    /** Where it is borrowed from. */
    interface Lender {
        Connection lend(boolean isReadOnly) throws SQLException;
    }

    private final Lender lender;
    private @Nullable Connection borrowed;
    private @Nullable Boolean readOnly;
    private @Nullable Boolean autoCommit;
    private @Nullable Integer isolation;
    private @Nullable String schema;
    private boolean closed;

    LazyConnection(Lender lender) {
        this.lender = lender;
    }

    @Override
    Connection delegate() throws SQLException {
        Connection known = borrowed;
        if (known == null) {
            checkOpen();
            known = lender.lend(Boolean.TRUE.equals(readOnly));
            try {
                tell(known);
            } catch (SQLException e) {
                known.close();
                throw e;
            }
            borrowed = known;
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
        if (autoCommit != null && !autoCommit) {
            fresh.setAutoCommit(false);
        }
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

    /** {@inheritDoc} Of nothing, as long as nothing has been sent. */
    @Override
    public void commit() throws SQLException {
        if (isBorrowed()) {
            super.commit();
        }
    }

    /** {@inheritDoc} Of nothing, as long as nothing has been sent. */
    @Override
    public void rollback() throws SQLException {
        if (isBorrowed()) {
            super.rollback();
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

    @Override
    public boolean isValid(int seconds) throws SQLException {
        return !closed && super.isValid(seconds);
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        Connection known = borrowed;
        closed = true;
        if (known != null) {
            known.abort(executor);
        }
    }

    @Override
    public boolean isClosed() throws SQLException {
        Connection known = borrowed;
        return closed || (known != null && known.isClosed());
    }

    @Override
    public void close() throws SQLException {
        Connection known = borrowed;
        closed = true;
        borrowed = null;
        if (known != null) {
            known.close();
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
