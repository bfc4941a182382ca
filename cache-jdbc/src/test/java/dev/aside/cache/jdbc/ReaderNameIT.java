package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.route.Endpoint;
import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.PostgresServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One name of two readers, which says the same address to everybody for a second, and then the other, as Aurora's does. */
@Timeout(120)
@SuppressWarnings("try") // a scope is there to be closed
final class ReaderNameIT {

    private static final String NAME = "db-ro.invalid";
    private static final int POOL = 10;

    private final PostgresServer writer = PostgresServer.builder().replicas(2).start();
    private final PostgresServer first = writer.replicas().get(0);
    private final PostgresServer second = writer.replicas().get(1);
    private final FaultProxy one = FaultProxy.bytes(first.address(), new InetSocketAddress("127.0.0.2", 0));
    private final FaultProxy other = FaultProxy.bytes(second.address(), new InetSocketAddress("127.0.0.3", one.port()));
    private final long began = System.nanoTime();

    @AfterEach
    void close() {
        one.close();
        other.close();
        writer.close();
    }

    private List<InetAddress> resolve(String host) throws UnknownHostException {
        if (!host.equals(NAME)) {
            return List.of(InetAddress.getByName(host));
        }
        boolean isEven = Duration.ofNanos(System.nanoTime() - began).toSeconds() % 2 == 0;
        return List.of((isEven ? one : other).address().getAddress());
    }

    private EndpointDataSource open(WhenNoReader policy) {
        return Shop.over()
                .writer(writer.jdbcUrl())
                .reader("jdbc:postgresql://" + NAME + ":" + one.port() + "/postgres?sslmode=disable")
                .insecureAllowed()
                .resolver(this::resolve)
                .credentials(writer.user(), writer.password())
                .poolSize(POOL)
                .whenNoReader(policy)
                .build();
    }

    @Test
    void connectionsAreSplitEvenly_whateverTheNameSaysMeanwhile() throws SQLException {
        try (EndpointDataSource database = open(WhenNoReader.FAIL)) {
            Shop.awaitReaders(database, 2);
            Map<String, Integer> lent = new HashMap<>();
            List<Connection> held = new ArrayList<>();
            try (RouteScope reading = database.route(Endpoint.reader())) {
                for (int i = 0; i < 2 * POOL; i++) {
                    Connection connection = database.getConnection();
                    held.add(connection);
                    lent.merge(Shop.port(connection), 1, Integer::sum);
                }
            } finally {
                for (Connection connection : held) {
                    connection.close();
                }
            }
            assertThat(lent).containsOnly(Map.entry(Shop.id(first), POOL), Map.entry(Shop.id(second), POOL));
        }
    }

    @Test
    void whereTheNameLeadsToNobody_thePolicyCounts() throws SQLException {
        try (EndpointDataSource strict = open(WhenNoReader.FAIL);
                EndpointDataSource lenient = open(WhenNoReader.WRITER)) {
            Shop.awaitReaders(strict, 2);
            Shop.awaitReaders(lenient, 2);
            first.kill();
            second.kill();
            Shop.awaitReaders(strict, 0);
            Shop.awaitReaders(lenient, 0);
            assertThatThrownBy(() -> Shop.read(strict, "select 1"))
                    .isInstanceOfSatisfying(
                            EndpointUnavailableException.class,
                            e -> assertThat(e.reason()).isEqualTo(EndpointUnavailableException.Reason.NO_READER));
            assertThat(Shop.read(lenient, "select inet_server_port()")).isEqualTo(Shop.id(writer));
            assertThat(lenient.stats().readerFallbacks()).isEqualTo(1);
        }
    }
}
