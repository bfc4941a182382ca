package dev.aside.cache.jdbc;

import dev.aside.cache.testkit.server.PostgresServer;
import dev.aside.cache.testkit.server.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What tests on real servers have in common. */
final class Shop {

    private static final Duration BOUND = Duration.ofSeconds(20);

    private Shop() {}

    /** A data source over these servers that looks often. */
    static EndpointDataSource.Builder over(PostgresServer... servers) {
        EndpointDataSource.Builder builder =
                EndpointDataSource.builder().name("shop").probeInterval(Duration.ofMillis(200));
        if (servers.length > 0) {
            builder.credentials(servers[0].user(), servers[0].password());
        }
        for (PostgresServer server : servers) {
            builder.node(node(server));
        }
        return builder;
    }

    static DatabaseNode node(PostgresServer server) {
        return DatabaseNode.of(id(server), server.jdbcUrl());
    }

    /** The name of its node: its port tells it from the others. */
    static String id(TestServer server) {
        return Integer.toString(server.port());
    }

    static String ask(EndpointDataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return ask(connection, sql);
        }
    }

    static String read(EndpointDataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setReadOnly(true);
            return ask(connection, sql);
        }
    }

    static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return Objects.requireNonNull(rows.getString(1));
        }
    }

    /** Which server it is that answers. */
    static String port(Connection connection) throws SQLException {
        return ask(connection, "select inet_server_port()");
    }

    static void run(EndpointDataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection()) {
            run(connection, sql);
        }
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Waits until all nodes have been heard, and reads go to as many of them. */
    static void awaitReaders(EndpointDataSource database, int count) {
        await(() -> database.topology().writer() != null && readers(database).size() == count, database);
    }

    static List<String> readers(EndpointDataSource database) {
        return database.topology().nodes().stream()
                .filter(DatabaseTopology.Node::isRead)
                .map(DatabaseTopology.Node::id)
                .toList();
    }

    static void await(BooleanSupplier condition, Object what) {
        long deadline = System.nanoTime() + BOUND.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + BOUND + ": " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
    }
}
