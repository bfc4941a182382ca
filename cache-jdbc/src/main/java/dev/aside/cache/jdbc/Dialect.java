package dev.aside.cache.jdbc;

import dev.aside.cache.spi.Ticker;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** How one kind of database is spoken to. */
interface Dialect {

    /**
     * Returns what the driver is told beside user and password. What the URL itself says goes before it.
     *
     * @param isProbe whether every answer is awaited for so long at most, and not only the first ones
     */
    Properties properties(DatabaseUrl url, Duration limit, boolean isProbe);

    /** Returns whether the driver can be told where to connect to, whatever a name stands for. */
    default boolean canPin() {
        return false;
    }

    /** Tells the driver where to connect to. */
    default void pin(Properties properties, InetAddress address) {
        throw new UnsupportedOperationException("this driver resolves names itself");
    }

    /** Asks a node what it is, in one trip, as a user without any privileges. */
    Sighting ask(Connection connection, Ticker ticker) throws SQLException;

    /** Returns whether the statement was refused because the node, or the transaction, is read-only. */
    boolean isRoleError(SQLException error);

    /** Returns whether the connection is gone, and with it perhaps the answer to what was sent. */
    default boolean isLost(SQLException error) {
        String state = error.getSQLState();
        return state != null
                && ((state.startsWith("08") && !state.equals("08003"))
                        || state.equals("57P01")
                        || state.equals("57P02"));
    }

    /** Returns whether the node did not accept user and password. */
    default boolean isLoginError(SQLException error) {
        String state = error.getSQLState();
        return state != null && state.startsWith("28");
    }

    /** Returns whether the node lets nobody in of this name, from here, or in this way. */
    default boolean isAccessError(SQLException error) {
        return false;
    }

    /** Returns the name of the option that says whom to trust. */
    String trustOption();
}
