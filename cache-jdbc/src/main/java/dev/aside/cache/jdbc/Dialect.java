package dev.aside.cache.jdbc;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.Ticker;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** How one kind of database is spoken to. */
interface Dialect {

    /**
     * Returns what the driver is told beside user and password. What the URL itself says goes before it.
     *
     * @param isProbe whether every answer is awaited for so long at most, and not only the first ones
     */
    Properties properties(DatabaseUrl url, Duration limit, boolean isProbe);

    /** Returns whether the URL does not turn off what is verified of a server: its certificate, and that it is this host's. */
    boolean isVerified(DatabaseUrl url);

    /** Returns what the URL would have to say, or nothing, for that. */
    String verifiedOption();

    /** Returns whether the driver can be told where to connect to, whatever a name stands for. */
    default boolean canPin() {
        return false;
    }

    /** Tells the driver where to connect to. */
    default void pin(Properties properties, InetAddress address) {
        throw new UnsupportedOperationException("this driver resolves names itself");
    }

    /**
     * Connects. What is returned is ended by {@link Connection#abort} at once, also where somebody waits on it for a server that is hung.
     *
     * @return a connection, or null if the driver takes no such URL
     */
    default @Nullable Connection connect(Driver driver, String url, Properties properties) throws SQLException {
        return driver.connect(url, properties);
    }

    /** Returns what the writer calls the nodes, as far as it knows them. */
    default Names names() {
        return Names.NONE;
    }

    /** Asks a node what it is, in one trip, as a user without any privileges. */
    Sighting ask(Connection connection, Ticker ticker) throws SQLException;

    /**
     * Commits, and returns a place after the commit: in the same trip, where that can be done.
     *
     * @param entered what the connection's node said of itself when it was made
     * @return the place, or {@link CommitPosition#UNKNOWN}
     */
    default CommitPosition commit(Connection connection, Sighting entered) throws SQLException {
        connection.commit();
        return CommitPosition.UNKNOWN;
    }

    /** Returns whether the transaction has failed, so that its COMMIT will be a ROLLBACK, of which the driver says nothing. */
    default boolean hasFailed(Connection connection) {
        return false;
    }

    /** Returns whether {@link #commit} may have committed before it failed in that way. */
    default boolean mayHaveCommitted(SQLException error) {
        return false;
    }

    /** Returns whether places can be told, of the writer and of readers. */
    default boolean tellsPlaces() {
        return false;
    }

    /** Returns whether the place of a commit is one that the writer as a whole has come to. */
    default boolean isPlaceOfAll() {
        return true;
    }

    /** Returns whether there can be an outbox, and notifications. */
    default boolean canTellOthers() {
        return false;
    }

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

    /** Returns whether the node has no connection left, or none for this user. */
    default boolean isFull(SQLException error) {
        return "53300".equals(error.getSQLState());
    }

    /** Returns the name of the option that says whom to trust. */
    String trustOption();
}
