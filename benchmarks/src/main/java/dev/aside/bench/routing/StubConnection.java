package dev.aside.bench.routing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A connection to nowhere: each call that pools make costs next to nothing, so that pools are what is measured. */
abstract class StubConnection implements Connection {
    private final String server;
    private final Statement statement;
    private boolean isReadOnly;
    private boolean isManual;
    private volatile boolean closed;

    StubConnection(String server, boolean isReader) {
        this.server = server;
        this.statement = Stubs.of(StubStatement.class, server, isReader);
    }

    /** Which server it is to. */
    String server() {
        return server;
    }

    @Override
    public Statement createStatement() {
        return statement;
    }

    @Override
    public boolean getAutoCommit() {
        return !isManual;
    }

    @Override
    public void setAutoCommit(boolean autoCommit) {
        isManual = !autoCommit;
    }

    @Override
    public boolean isReadOnly() {
        return isReadOnly;
    }

    @Override
    public void setReadOnly(boolean readOnly) {
        isReadOnly = readOnly;
    }

    @Override
    public int getTransactionIsolation() {
        return TRANSACTION_READ_COMMITTED;
    }

    @Override
    public boolean isValid(int seconds) {
        return !closed;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (!type.isInstance(this)) {
            throw new SQLException("no " + type);
        }
        return type.cast(this);
    }
}
