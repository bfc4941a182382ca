package dev.aside.cache.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.jdbc.DatabaseNode;
import dev.aside.cache.jdbc.EndpointDataSource;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.server.PostgresServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What meters say of a PostgreSQL with a replica. */
@Timeout(120)
final class AsideDatabaseMetricsIT {

    private final PostgresServer writer = PostgresServer.builder().replicas(1).start();
    private final PostgresServer replica = writer.replicas().get(0);
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final EndpointDataSource database = EndpointDataSource.builder()
            .name("shop")
            .node(DatabaseNode.of("a", writer.jdbcUrl()))
            .node(DatabaseNode.of("b", replica.jdbcUrl()))
            .credentials(writer.user(), writer.password())
            .probeInterval(Duration.ofMillis(100))
            .lagBound(1 << 16)
            .build();

    @BeforeEach
    void bind() throws SQLException {
        new AsideDatabaseMetrics(database, Tags.empty()).bindTo(registry);
        await(
                "both are known",
                () -> gauge("database.writable") == 1 && gauge("database.node.reader", "node", "b") == 1);
        run("create table sale (id int, what text)");
        replica.awaitReplay(writer);
    }

    @AfterEach
    void close() {
        database.close();
        writer.close();
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    private double count(String name, String... tags) {
        return registry.get(name).tags(tags).functionCounter().count();
    }

    private static void await(String what, BooleanSupplier isSo) {
        RealTime.await(what, Duration.ofSeconds(20), isSo);
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void rolesAndConnections_areThoseOfTheNodes() throws SQLException {
        assertThat(gauge("database.nodes", "role", "writer")).isEqualTo(1);
        assertThat(gauge("database.nodes", "role", "reader")).isEqualTo(1);
        assertThat(gauge("database.nodes", "role", "unknown")).isZero();
        assertThat(gauge("database.node.up", "node", "a")).isEqualTo(1);
        assertThat(gauge("database.node.writer", "node", "a")).isEqualTo(1);
        assertThat(gauge("database.node.writer", "node", "b")).isZero();
        assertThat(gauge("database.node.reader", "node", "a")).isZero();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select 1");
            assertThat(gauge("database.connections", "node", "a", "state", "lent"))
                    .isEqualTo(1);
        }
        assertThat(gauge("database.connections", "node", "a", "state", "lent")).isZero();
        assertThat(gauge("database.connections", "node", "a", "state", "idle")).isPositive();
        assertThat(gauge("database.connections.waiting", "node", "a")).isZero();
        assertThat(count("database.writer.changes")).isEqualTo(1);
        assertThat(registry.get("database.writable").tag("database", "shop").gauge())
                .isNotNull();
    }

    @Test
    void borrows_areCountedByWhatWasAskedFor_andByWhoLent() throws SQLException {
        double before = count("database.borrows", "endpoint", "writer");
        run("select 1");
        run("select 1");
        for (int i = 0; i < 3; i++) {
            try (Connection connection = database.getConnection()) {
                connection.setReadOnly(true);
                connection.createStatement().close();
            }
        }
        assertThat(count("database.borrows", "endpoint", "writer")).isEqualTo(before + 2);
        assertThat(count("database.borrows", "endpoint", "reader")).isEqualTo(3);
        assertThat(count("database.borrows", "endpoint", "group")).isZero();
        assertThat(count("database.node.borrows", "node", "a")).isEqualTo(before + 2);
        assertThat(count("database.node.borrows", "node", "b")).isEqualTo(3);
    }

    @Test
    void aReaderThatIsBehind_showsItsLag_andReadsFallBackToTheWriter() throws SQLException {
        replica.pauseReplay();
        run("insert into sale select i, repeat('x', 100) from generate_series(1, 5000) i");
        await("the lag is seen", () -> gauge("database.node.reader", "node", "b") == 0);
        assertThat(gauge("database.node.lag", "node", "b")).isGreaterThan(1 << 16);
        assertThat(gauge("database.node.up", "node", "b")).isEqualTo(1);
        try (Connection connection = database.getConnection()) {
            connection.setReadOnly(true);
            connection.createStatement().close();
        }
        assertThat(count("database.reader.fallbacks")).isEqualTo(1);
        replica.resumeReplay();
        await("it has caught up", () -> gauge("database.node.reader", "node", "b") == 1);
    }

    @Test
    void aWriterThatIsLost_andAnotherInItsPlace_areSeen() {
        writer.kill();
        await("there is none", () -> gauge("database.writable") == 0);
        await("it is down", () -> gauge("database.node.up", "node", "a") == 0);
        assertThat(gauge("database.nodes", "role", "unknown")).isEqualTo(1);
        assertThat(gauge("database.node.lag", "node", "a")).isNaN();
        assertThat(count("database.nodes.lost")).isPositive();
        replica.promote();
        await("there is another", () -> gauge("database.node.writer", "node", "b") == 1);
        assertThat(count("database.writer.changes")).isEqualTo(2);
    }
}
