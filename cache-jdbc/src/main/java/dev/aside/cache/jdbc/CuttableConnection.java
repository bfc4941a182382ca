package dev.aside.cache.jdbc;

import java.io.IOException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executor;

/** A driver's connection that is aborted by closing its socket: who waits for an answer on it fails at once. */
final class CuttableConnection extends ForwardingConnection {

    private final Connection driver;
    private final Socket socket;

    CuttableConnection(Connection driver, Socket socket) {
        this.driver = driver;
        this.socket = socket;
    }

    @Override
    Connection delegate() {
        return driver;
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        try {
            socket.close();
        } catch (IOException e) {
            throw new SQLException("the socket cannot be closed", "08000", e);
        }
    }

    @Override
    public boolean isClosed() throws SQLException {
        return socket.isClosed() || driver.isClosed();
    }
}
