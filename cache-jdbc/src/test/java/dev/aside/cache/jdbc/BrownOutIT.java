package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.CacheLoadException;
import dev.aside.cache.LoadContext;
import dev.aside.cache.LoadStrategies;
import dev.aside.cache.route.Endpoint;
import dev.aside.cache.testkit.server.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A cache in front of a database: where its loads go, and what it answers while nobody is there. */
@Timeout(120)
@SuppressWarnings("try") // a scope is there to be closed
final class BrownOutIT {

    private final PostgresServer writer = PostgresServer.builder().replicas(2).start();
    private final PostgresServer reader = writer.replicas().get(0);
    private final PostgresServer other = writer.replicas().get(1);
    private final EndpointDataSource database = Shop.over(writer, reader, other).build();
    private final Aside aside = Aside.builder().build();

    @BeforeEach
    void heard() throws SQLException {
        Shop.awaitReaders(database, 2);
        Shop.run(
                database,
                "create table product as select i as id, 'tea ' || i as name from generate_series(1, 9) as i");
        reader.awaitReplay(writer);
        other.awaitReplay(writer);
    }

    @AfterEach
    void close() {
        aside.close();
        database.close();
        writer.close();
    }

    private String name(int id) throws SQLException {
        return Shop.ask(database, "select name from product where id = " + id);
    }

    @Test
    void allDown_whatIsCachedIsAnswered_andTheRestFailsAtOnce_untilOneIsBack() {
        Cache<Integer, String> names = aside.cache("names", Integer.class, String.class)
                .load(this::name)
                .expireAfterWrite(Duration.ofMillis(50))
                .loadStrategy(LoadStrategies.staleIfError(Duration.ofMinutes(5)))
                .build();
        assertThat(names.get(1)).isEqualTo("tea 1");
        writer.kill();
        reader.kill();
        other.kill();
        Shop.await(() -> database.topology().nodes().stream().allMatch(node -> node.failure() != null), database);
        long until = System.nanoTime() + Duration.ofMillis(200).toNanos();
        Shop.await(() -> System.nanoTime() - until > 0, "the entry to expire");
        for (int i = 0; i < 100; i++) {
            assertThat(names.get(1)).isEqualTo("tea 1");
        }
        long began = System.nanoTime();
        assertThatThrownBy(() -> names.get(2))
                .isInstanceOf(CacheLoadException.class)
                .hasRootCauseInstanceOf(EndpointUnavailableException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
        writer.startAgain();
        Shop.await(() -> Shop.id(writer).equals(database.topology().writer()), database);
        assertThat(names.get(2)).isEqualTo("tea 2");
    }

    @Test
    void aLoadOfACacheThatAsksForNoProof_asksTheWriter() {
        Cache<Integer, String> ports = aside.cache("ports", Integer.class, String.class)
                .load(id -> Shop.ask(database, "select inet_server_port()"))
                .build();
        assertThat(ports.get(1)).isEqualTo(Shop.id(writer));
        assertThat(ports.getIfPresent(1)).isEqualTo(Shop.id(writer));
    }

    @Test
    void aLoadOfACacheThatAsksForProof_asksAReader_whichHasIt() {
        Cache<Integer, String> ports = aside.cache("ports", Integer.class, String.class)
                .load(id -> Shop.ask(database, "select inet_server_port()"))
                .readsReplicas(true)
                .build();
        assertThat(ports.get(1)).isIn(Shop.id(reader), Shop.id(other));
        assertThat(ports.getIfPresent(1)).isIn(Shop.id(reader), Shop.id(other));
    }

    @Test
    void aLoadThatWantsTheWriter_getsIt_andIsStored() {
        Cache<Integer, String> ports = aside.cache("ports", Integer.class, String.class)
                .load(id -> {
                    try (RouteScope writing = database.route(Endpoint.writer())) {
                        return Shop.ask(database, "select inet_server_port()");
                    }
                })
                .source(database)
                .build();
        assertThat(ports.get(1)).isEqualTo(Shop.id(writer));
        assertThat(ports.getIfPresent(1)).isEqualTo(Shop.id(writer));
    }

    @Test
    void aScopeAroundACall_isNotItsLoads() {
        Cache<Integer, String> ports = aside.cache("ports", Integer.class, String.class)
                .load(id -> {
                    assertThat(LoadContext.current()).isNotNull();
                    return Shop.ask(database, "select inet_server_port()");
                })
                .build();
        try (RouteScope reading = database.route(Endpoint.reader())) {
            assertThat(ports.get(1)).isEqualTo(Shop.id(writer));
        }
    }
}
