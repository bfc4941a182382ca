package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.route.Endpoint;
import dev.aside.cache.testkit.server.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A writer that is lost, and another one in its place; on real servers. */
@Timeout(120)
@SuppressWarnings("try") // a scope is there to be closed
final class FailoverIT {

    private final PostgresServer writer = PostgresServer.builder().replicas(2).start();
    private final PostgresServer first = writer.replicas().get(0);
    private final PostgresServer second = writer.replicas().get(1);
    private final EndpointDataSource database = Shop.over(writer, first, second)
            .borrowTimeout(Duration.ofSeconds(5))
            .build();
    private final List<TopologyEvent> events = new CopyOnWriteArrayList<>();

    @BeforeEach
    void heard() throws SQLException {
        database.onTopology(events::add);
        Shop.awaitReaders(database, 2);
        Shop.run(database, "create table sale (id int primary key)");
        first.awaitReplay(writer);
        second.awaitReplay(writer);
    }

    @AfterEach
    void close() {
        database.close();
        writer.close();
    }

    /** No error tells of a promotion: a connection to a reader goes on, and is one to the writer. */
    @Test
    void promotedReader_isRelabelledAndNotReconnected() throws SQLException {
        int process = processOfTheOnlyConnection();
        writer.kill();
        first.promote();
        Shop.await(() -> Shop.id(first).equals(database.topology().writer()), database);
        try (Connection connection = database.getConnection()) {
            assertThat(Shop.port(connection)).isEqualTo(Shop.id(first));
            assertThat(Shop.ask(connection, "select pg_backend_pid()")).isEqualTo(Integer.toString(process));
        }
    }

    private int processOfTheOnlyConnection() throws SQLException {
        try (RouteScope reading = database.route(Endpoint.reader())) {
            while (true) {
                try (Connection connection = database.getConnection()) {
                    if (Shop.port(connection).equals(Shop.id(first))) {
                        return Integer.parseInt(Shop.ask(connection, "select pg_backend_pid()"));
                    }
                }
            }
        }
    }

    @Test
    void noWriter_failsWritesAtOnceAndReadsGoOn() throws SQLException {
        writer.kill();
        Shop.await(() -> database.topology().writer() == null, database);
        long began = System.nanoTime();
        assertThatThrownBy(() -> Shop.run(database, "insert into sale values (1)"))
                .isInstanceOfSatisfying(
                        EndpointUnavailableException.class,
                        e -> assertThat(e.reason()).isEqualTo(EndpointUnavailableException.Reason.NO_WRITER))
                .hasMessageContaining(Shop.id(writer) + " ")
                .hasMessageContaining(Shop.id(first) + " is a reader");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(500));
        assertThat(Shop.read(database, "select count(*) from sale")).isEqualTo("0");
        assertThat(events).extracting(TopologyEvent::kind).contains(TopologyEvent.Kind.NO_WRITER);
    }

    @Test
    void twoWriters_areNotWrittenToUntilOneGivesUp() throws SQLException {
        first.promote();
        Shop.await(() -> database.topology().writer() == null, database);
        assertThatThrownBy(() -> Shop.run(database, "insert into sale values (1)"))
                .isInstanceOfSatisfying(
                        EndpointUnavailableException.class,
                        e -> assertThat(e.reason()).isEqualTo(EndpointUnavailableException.Reason.TWO_WRITERS));
        assertThat(Shop.read(database, "select count(*) from sale")).isEqualTo("0");
        writer.kill();
        Shop.await(() -> Shop.id(first).equals(database.topology().writer()), database);
        Shop.run(database, "insert into sale values (1)");
        assertThat(first.sql("select id from sale")).isEqualTo("1");
    }

    /** Nothing says that it is gone: what was sent to it would wait for as long as its machine is silent. */
    @Test
    void aWriterThatHangs_isGivenUp_andWhoWaitsForItIsCutOffWhenThereIsAnother() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (Connection connection = database.getConnection()) {
            Shop.port(connection);
            connection.setAutoCommit(false);
            Shop.ask(connection, "insert into sale values (1) returning id");
            writer.pause();
            Future<?> commit = threads.submit(() -> {
                connection.commit();
                return "";
            });
            Shop.await(() -> database.topology().writer() == null, database);
            first.promote();
            assertThatThrownBy(() -> commit.get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(TransactionOutcomeUnknownException.class);
            Shop.run(database, "insert into sale values (2)");
        } finally {
            threads.shutdown();
            writer.resume();
        }
        Shop.await(() -> database.topology().writer() == null, database);
        assertThat(database.toString()).contains(Shop.id(writer) + " says that it takes writes");
        writer.kill();
        Shop.await(() -> Shop.id(first).equals(database.topology().writer()), database);
    }

    @Test
    void aFormerWriter_comesBackAsAReader() throws SQLException {
        writer.kill();
        first.promote();
        second.follow(first);
        writer.startAgainAsReplicaOf(first);
        Shop.awaitReaders(database, 2);
        assertThat(database.topology().writer()).isEqualTo(Shop.id(first));
        assertThat(Shop.readers(database)).containsExactlyInAnyOrder(Shop.id(writer), Shop.id(second));
        Shop.run(database, "insert into sale values (1)");
    }

    /** Nothing but one of them is left, and then that too. */
    @Test
    void allDown_isSurvived() throws SQLException {
        first.kill();
        second.kill();
        writer.kill();
        Shop.await(() -> database.topology().nodes().stream().allMatch(node -> node.failure() != null), database);
        assertThatThrownBy(() -> Shop.read(database, "select 1"))
                .isInstanceOfSatisfying(
                        EndpointUnavailableException.class,
                        e -> assertThat(e.reason()).isEqualTo(EndpointUnavailableException.Reason.NO_READER));
        writer.startAgain();
        Shop.await(() -> Shop.id(writer).equals(database.topology().writer()), database);
        Shop.run(database, "insert into sale values (1)");
        assertThat(Shop.read(database, "select count(*) from sale")).isEqualTo("1");
    }
}
