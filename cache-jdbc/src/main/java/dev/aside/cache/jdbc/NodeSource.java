package dev.aside.cache.jdbc;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What HikariCP gets a node's connections from: the node is asked for its role before one of them enters the pool. */
final class NodeSource extends PlainDataSource {

    private static final System.Logger LOGGER = System.getLogger(NodeSource.class.getName());

    private final Connector connector;
    private final Watch watch;
    private final Commits commits;
    private final Consumer<Sighting> ear;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private volatile @Nullable String failure;
    private volatile boolean closed;

    NodeSource(Connector connector, Watch watch, Commits commits, Consumer<Sighting> ear) {
        this.connector = connector;
        this.watch = watch;
        this.commits = commits;
        this.ear = ear;
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            long began = connector.nanos();
            Connection asked = asked(connector.open(false), began);
            failure = null;
            return asked;
        } catch (SQLException e) {
            throw inWords(e);
        }
    }

    private Connection asked(Connection fresh, long openedNanos) throws SQLException {
        try {
            Sighting sighting = connector.ask(fresh, openedNanos);
            ear.accept(sighting);
            WatchedConnection watched = new WatchedConnection(fresh, watch, commits, sighting, open::remove);
            open.add(watched);
            if (closed) {
                throw new SQLException("the connections to " + watch.node() + " are closed", "08003");
            }
            return watched;
        } catch (SQLException | RuntimeException e) {
            fresh.close();
            throw e;
        }
    }

    private SQLException inWords(SQLException error) {
        String words = ConnectFailure.inWords(error, connector.dialect());
        failure = words;
        String message = connector.node() + " " + words;
        return connector.dialect().isLoginError(error)
                ? new SQLInvalidAuthorizationSpecException(message, error.getSQLState(), error)
                : new SQLTransientConnectionException(message, error.getSQLState(), error);
    }

    /** Ends all connections that there still are: HikariCP leaves those open that are made while it is shut down. */
    void close() {
        closed = true;
        cut();
    }

    /** Closes the sockets of all connections, whoever waits for an answer on them. */
    void cut() {
        for (Connection one : open) {
            try {
                one.abort(Runnable::run);
            } catch (SQLException e) {
                LOGGER.log(Level.DEBUG, () -> connector.node() + ": " + e.getSQLState());
            }
        }
    }

    /** Returns why the last connection could not be made, or null if it could. */
    @Nullable
    String failure() {
        return failure;
    }
}
