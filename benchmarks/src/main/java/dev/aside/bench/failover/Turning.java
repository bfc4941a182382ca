package dev.aside.bench.failover;

import dev.aside.bench.faults.Moments;
import dev.aside.cache.testkit.server.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sees when a replica has become a writer: asks it every few milliseconds, on a connection of its own. */
final class Turning {
    private static final Duration LOOK = Duration.ofMillis(2);

    private final Connection connection;
    private final Thread thread = new Thread(this::look, "turning");
    private volatile long nanos;
    private volatile @Nullable SQLException failure;

    private Turning(Connection connection) {
        this.connection = connection;
    }

    static Turning watch(PostgresServer heir) throws SQLException {
        Turning turning = new Turning(DriverManager.getConnection(heir.jdbcUrl(), heir.user(), heir.password()));
        turning.thread.start();
        return turning;
    }

    private void look() {
        try (Connection own = connection;
                Statement statement = own.createStatement()) {
            while (isReader(statement)) {
                Moments.pass(LOOK);
            }
            nanos = System.nanoTime();
        } catch (SQLException e) {
            failure = e;
        }
    }

    private static boolean isReader(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select pg_is_in_recovery()")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Waits until it has been seen, and returns when that was. */
    long nanos() throws SQLException {
        Moments.join(thread);
        SQLException seen = failure;
        if (seen != null) {
            throw seen;
        }
        return nanos;
    }
}
