package dev.aside.cache.jdbc;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One connection to the server that takes writes, outside of its pool, for as long as that is the same server. */
final class WriterLine {

    /**
     * A connection, and what it leads to.
     *
     * @param entered what the server said of itself by it
     */
    record Lent(Connection connection, NodePool pool, Sighting entered) {}

    private static final System.Logger LOGGER = System.getLogger(WriterLine.class.getName());

    /** How long any answer is waited for. It is longer than anybody waits for what is told, and ends what would hang for minutes. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Cluster cluster;
    private final Executor executor;
    private volatile @Nullable Lent lent;
    private volatile boolean closed;

    WriterLine(Cluster cluster, Executor executor) {
        this.cluster = cluster;
        this.executor = executor;
    }

    /** Returns the connection that there is, if it is to the server that is known to take writes; null if there is none. */
    @Nullable
    Lent lent() {
        Lent known = lent;
        if (known != null && !isWriter(known)) {
            end();
            return null;
        }
        return known;
    }

    /** Returns whether the server of the connection is the one that is known to take writes. Where nobody is, or several are, it is not. */
    boolean isWriter(Lent one) {
        Routes routes = cluster.routes();
        Standing writer = routes.writer();
        Sighting seen = routes.writerSeen();
        return writer != null
                && seen != null
                && writer.pool() == one.pool()
                && seen.server().equals(one.entered().server());
    }

    /** Returns whether it is known to take no writes any more, or another one to take them. Who is late with an answer may still do. */
    boolean isPast(Lent one) {
        return one.pool().isReader() || (cluster.routes().writer() != null && !isWriter(one));
    }

    /** Connects. */
    Lent open() throws SQLException {
        Standing writer = cluster.routes().writer();
        if (writer == null) {
            throw new SQLException("nobody takes writes", "08001");
        }
        NodePool pool = writer.pool();
        Connection connection = pool.connector().open(false);
        try {
            connection.setNetworkTimeout(executor, (int) PATIENCE.toMillis());
            Sighting entered = pool.connector().ask(connection, pool.connector().nanos());
            if (!entered.isWriter() || closed) {
                throw new SQLException("it does not take writes any more", "08001");
            }
            Lent now = new Lent(connection, pool, entered);
            lent = now;
            if (closed) {
                end();
            }
            return now;
        } catch (SQLException | RuntimeException e) {
            end(connection);
            throw e;
        }
    }

    /** Ends the connection, whoever waits on it. */
    void end() {
        Lent known = lent;
        lent = null;
        if (known != null) {
            end(known.connection());
        }
    }

    /** Ends it for good. */
    void close() {
        closed = true;
        end();
    }

    private static void end(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOGGER.log(Level.DEBUG, () -> "a connection could not be ended: " + e.getSQLState());
        }
    }
}
