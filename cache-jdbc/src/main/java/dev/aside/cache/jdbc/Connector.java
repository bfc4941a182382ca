package dev.aside.cache.jdbc;

import com.zaxxer.hikari.util.Credentials;
import dev.aside.cache.spi.Ticker;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Opens connections of the driver's to one node, and asks it what it is. */
final class Connector {

    private final DatabaseNode node;
    private final Driver driver;
    private final Dialect dialect;
    private final Logins logins;
    private final Options options;
    private final Ticker ticker;

    Connector(DatabaseNode node, Driver driver, Dialect dialect, Logins logins, Options options, Ticker ticker) {
        this.node = node;
        this.driver = driver;
        this.dialect = dialect;
        this.logins = logins;
        this.options = options;
        this.ticker = ticker;
    }

    DatabaseNode node() {
        return node;
    }

    Dialect dialect() {
        return dialect;
    }

    /**
     * Connects. What was refused because user and password have changed is tried once more with what the provider says now.
     *
     * @throws SQLException the driver's
     */
    Connection open(boolean isProbe) throws SQLException {
        Credentials credentials = logins.current();
        try {
            return open(credentials, isProbe);
        } catch (SQLException e) {
            Credentials others = dialect.isLoginError(e) ? logins.after(credentials) : null;
            if (others == null) {
                throw e;
            }
            return open(others, isProbe);
        }
    }

    private Connection open(Credentials credentials, boolean isProbe) throws SQLException {
        Properties properties =
                dialect.properties(node.url(), isProbe ? options.probeLimit() : options.connectLimit(), isProbe);
        InetAddress address = node.address();
        if (address != null) {
            dialect.pin(properties, address);
        }
        put(properties, "user", credentials.getUsername());
        put(properties, "password", credentials.getPassword());
        Connection connection = connect(properties);
        if (connection == null) {
            throw new SQLException("the driver takes no URL like that of " + node.id(), "08001");
        }
        return connection;
    }

    /** Whatever the driver throws, the node is not reached. */
    private @Nullable Connection connect(Properties properties) throws SQLException {
        try {
            return dialect.connect(driver, node.url().text(), properties);
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    private static SQLException failed(RuntimeException error) {
        return new SQLException("the driver has failed", "08001", error);
    }

    private static void put(Properties properties, String name, @Nullable String value) {
        if (value != null) {
            properties.setProperty(name, value);
        }
    }

    /** Returns what time it is, for {@link #ask}. */
    long nanos() {
        return ticker.nanos();
    }

    /** Asks what it is that the connection leads to, which was opened then. */
    Sighting ask(Connection connection, long openedNanos) throws SQLException {
        try {
            return dialect.ask(connection, ticker).openedAt(openedNanos);
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }
}
