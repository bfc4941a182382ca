package dev.aside.cache.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.jdbc.EndpointDataSource;
import dev.aside.cache.jdbc.EndpointUnavailableException;
import dev.aside.cache.testkit.RealTime;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A database whose nodes are away. What a live one says is in {@link AsideDatabaseMetricsIT}. */
@Timeout(60)
final class AsideDatabaseMetricsTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final EndpointDataSource database = Nobody.database("db-1", "db-2");

    @BeforeEach
    void bind() {
        new AsideDatabaseMetrics(database, Tags.of("region", "eu")).bindTo(registry);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private double gauge(String name, String... tags) {
        return registry.get(name)
                .tags("database", "shop", "region", "eu")
                .tags(tags)
                .gauge()
                .value();
    }

    private Set<String> nodes() {
        return registry.getMeters().stream()
                .map(meter -> meter.getId().getTag("node"))
                .filter(node -> node != null)
                .collect(Collectors.toSet());
    }

    @Test
    void nodesThatDoNotAnswer_areDownAndOfNoRole_andTheirLagIsNoNumber() {
        RealTime.await(
                "both were asked",
                Duration.ofSeconds(20),
                () -> gauge("database.nodes", "role", "unknown") == 2
                        && gauge("database.node.up", "node", "db-1") == 0
                        && gauge("database.node.up", "node", "db-2") == 0);
        assertThat(gauge("database.writable")).isZero();
        assertThat(gauge("database.nodes", "role", "writer")).isZero();
        assertThat(gauge("database.nodes", "role", "reader")).isZero();
        assertThat(gauge("database.node.lag", "node", "db-1")).isNaN();
        assertThat(registry.get("database.node.lag")
                        .tag("node", "db-1")
                        .meter()
                        .getId()
                        .getBaseUnit())
                .isEqualTo("bytes");
    }

    @Test
    void borrowsThatAreRefused_areCounted() throws SQLException {
        assertThat(registry.get("database.refusals").functionCounter().count()).isZero();
        try (Connection connection = database.getConnection()) {
            assertThatThrownBy(connection::createStatement).isInstanceOf(EndpointUnavailableException.class);
        }
        assertThat(registry.get("database.refusals").functionCounter().count()).isEqualTo(1);
    }

    @Test
    void metersComeAndGoWithTheirNodes() {
        assertThat(nodes()).containsExactlyInAnyOrder("db-1", "db-2");
        int before = registry.getMeters().size();
        database.nodes(List.of(Nobody.node("db-2"), Nobody.node("db-3")));
        assertThat(nodes()).containsExactlyInAnyOrder("db-2", "db-3");
        assertThat(registry.getMeters()).hasSize(before);
        database.nodes(List.of(Nobody.node("db-2")));
        assertThat(nodes()).containsExactly("db-2");
    }

    @Test
    void boundTwice_isMeteredOnce() {
        int before = registry.getMeters().size();
        new AsideDatabaseMetrics(database, Tags.of("region", "eu")).bindTo(registry);
        assertThat(registry.getMeters()).hasSize(before);
        database.nodes(List.of(Nobody.node("db-3")));
        assertThat(nodes()).containsExactly("db-3");
    }
}
