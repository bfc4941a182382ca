package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.aside.cache.route.Endpoint;
import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.PostgresServer;
import dev.aside.cache.testkit.server.ServerExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which of several readers is asked; on real servers. */
@Timeout(120)
@SuppressWarnings("try") // a scope is there to be closed
final class ReadersIT {

    private static final int READS = 10_000;

    @RegisterExtension
    static final ServerExtension<PostgresServer> POSTGRES =
            ServerExtension.perClass(() -> PostgresServer.builder().replicas(2).start());

    private final PostgresServer writer = POSTGRES.get();
    private final PostgresServer first = writer.replicas().get(0);
    private final PostgresServer second = writer.replicas().get(1);
    private final List<EndpointDataSource> open = new ArrayList<>();

    @BeforeAll
    static void table() {
        POSTGRES.get().sql("create table page (text text)");
    }

    @AfterEach
    void close() {
        open.forEach(EndpointDataSource::close);
        first.resumeReplay();
        second.resumeReplay();
    }

    private EndpointDataSource open(EndpointDataSource.Builder builder) {
        EndpointDataSource database = builder.build();
        open.add(database);
        return database;
    }

    private static Map<String, Integer> countReads(EndpointDataSource database, int reads) throws SQLException {
        Map<String, Integer> asked = new HashMap<>();
        try (RouteScope reading = database.route(Endpoint.reader())) {
            for (int i = 0; i < reads; i++) {
                try (Connection connection = database.getConnection()) {
                    asked.merge(Shop.port(connection), 1, Integer::sum);
                }
            }
        }
        return asked;
    }

    @Test
    void takingTurns_eachIsAskedAsOften() throws SQLException {
        EndpointDataSource database = open(Shop.over(writer, first, second).balance(Balance.ROUND_ROBIN));
        Shop.awaitReaders(database, 2);
        Map<String, Integer> asked = countReads(database, READS);
        assertThat(asked.get(Shop.id(first))).isCloseTo(READS / 2, within(READS * 3 / 100));
        assertThat(asked).containsOnlyKeys(Shop.id(first), Shop.id(second));
    }

    @Test
    void oneOfThreeTimesTheWeight_isAskedThreeTimesAsOften() throws SQLException {
        EndpointDataSource database = open(Shop.over(writer)
                .node(Shop.node(first))
                .node(Shop.node(second).weight(3))
                .balance(Balance.ROUND_ROBIN));
        Shop.awaitReaders(database, 2);
        assertThat(countReads(database, READS).get(Shop.id(second))).isCloseTo(READS * 3 / 4, within(READS * 3 / 100));
    }

    @Test
    void aReaderThatIsTooFarBehind_isNotReadFromUntilItHasCaughtUp() throws SQLException {
        EndpointDataSource database = open(Shop.over(writer, first, second).lagBound(1 << 20));
        Shop.awaitReaders(database, 2);
        second.pauseReplay();
        writer.sql("insert into page select repeat('x', 1000) from generate_series(1, 3000)");
        long began = System.nanoTime();
        Shop.await(() -> Shop.readers(database).equals(List.of(Shop.id(first))), database);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
        assertThat(countReads(database, 500)).containsOnlyKeys(Shop.id(first));
        assertThat(database.toString())
                .contains(Shop.id(second) + " is a reader, ")
                .contains(" bytes behind");
        second.resumeReplay();
        Shop.awaitReaders(database, 2);
    }

    /** Row 83: where there is no reader. */
    @Test
    void whereAllAreTooFarBehind_theWriterIsAskedOrNobody() throws SQLException {
        EndpointDataSource lenient = open(Shop.over(writer, first).lagBound(1 << 20));
        EndpointDataSource strict =
                open(Shop.over(writer, first).lagBound(1 << 20).whenNoReader(WhenNoReader.FAIL));
        Shop.awaitReaders(lenient, 1);
        Shop.awaitReaders(strict, 1);
        first.pauseReplay();
        writer.sql("insert into page select repeat('x', 1000) from generate_series(1, 3000)");
        Shop.awaitReaders(lenient, 0);
        Shop.awaitReaders(strict, 0);
        assertThat(countReads(lenient, 10)).containsOnlyKeys(Shop.id(writer));
        assertThat(lenient.stats().readerFallbacks()).isEqualTo(10);
        assertThatThrownBy(() -> countReads(strict, 1))
                .isInstanceOfSatisfying(
                        EndpointUnavailableException.class,
                        e -> assertThat(e.reason()).isEqualTo(EndpointUnavailableException.Reason.NO_READER))
                .hasMessageContaining("bytes behind");
        first.resumeReplay();
    }

    /** What is under way there fails, and here that is one at a time; its share is the other's. */
    @Test
    void aReaderThatDies_losesItsShareAndGetsItBack() throws SQLException {
        EndpointDataSource database = open(Shop.over(writer, first, second).poolSize(4));
        Shop.awaitReaders(database, 2);
        countReads(database, 100);
        first.kill();
        int failures = 0;
        for (int i = 0; i < 300; i++) {
            try {
                Shop.read(database, "select 1");
            } catch (SQLException e) {
                failures++;
                assertThat(e.getSQLState()).as("gone, or ended with its server").matches("08.*|57P0[12]");
            }
        }
        assertThat(failures).isLessThanOrEqualTo(1);
        assertThat(countReads(database, 50)).containsOnlyKeys(Shop.id(second));
        first.startAgain();
        Shop.awaitReaders(database, 2);
    }

    @Test
    void readersOfTheSameZone_areAskedBeforeOthers() throws SQLException {
        EndpointDataSource database = open(Shop.over(writer)
                .node(Shop.node(first).zone("a"))
                .node(Shop.node(second).zone("b"))
                .zone("a"));
        Shop.awaitReaders(database, 2);
        assertThat(countReads(database, 200)).containsOnlyKeys(Shop.id(first));
        first.pause();
        try {
            long began = System.nanoTime();
            Shop.await(() -> Shop.readers(database).equals(List.of(Shop.id(second))), database);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
            assertThat(countReads(database, 50)).containsOnlyKeys(Shop.id(second));
        } finally {
            first.resume();
        }
        Shop.awaitReaders(database, 2);
        assertThat(countReads(database, 200)).containsOnlyKeys(Shop.id(first));
    }

    /** What is sent to it is swallowed, and nobody says so. */
    @Test
    void aReaderOfTheSameZoneThatIsSilent_isLeft_andReturnedToOnce() throws SQLException {
        List<TopologyEvent> events = new CopyOnWriteArrayList<>();
        try (FaultProxy near = FaultProxy.bytes(first.address())) {
            String url = "jdbc:postgresql://127.0.0.1:" + near.port() + "/postgres";
            EndpointDataSource database = open(Shop.over(writer)
                    .node(DatabaseNode.of("near", url).zone("a"))
                    .node(Shop.node(second).zone("b"))
                    .zone("a")
                    .probeInterval(Duration.ofMillis(100)));
            database.onTopology(events::add);
            Shop.awaitReaders(database, 2);
            assertThat(countReads(database, 200)).containsOnlyKeys(Shop.id(first));
            near.toServer().blackHole(true);
            long began = System.nanoTime();
            Shop.await(() -> Shop.readers(database).equals(List.of(Shop.id(second))), database);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
            assertThat(countReads(database, 50)).containsOnlyKeys(Shop.id(second));
            near.toServer().blackHole(false);
            Shop.awaitReaders(database, 2);
            assertThat(countReads(database, 200)).containsOnlyKeys(Shop.id(first));
            assertThat(events)
                    .filteredOn(event -> event.kind() == TopologyEvent.Kind.NODE_DOWN && "near".equals(event.node()))
                    .as("no coming and going")
                    .hasSize(1);
        }
    }

    @Test
    void aGroup_isAskedByWhoAsksForItAndByNobodyElse() throws SQLException {
        EndpointDataSource database = open(Shop.over(writer, first).group("reports", second.jdbcUrl()));
        Shop.await(() -> database.topology().nodes().stream().allMatch(node -> node.role() != null), database);
        try (RouteScope reports = database.route(Endpoint.group("reports"))) {
            for (int i = 0; i < 20; i++) {
                assertThat(Shop.ask(database, "select inet_server_port()")).isEqualTo(Shop.id(second));
            }
            second.pause();
            Shop.await(() -> database.topology().nodes().get(2).failure() != null, database);
            assertThatThrownBy(() -> Shop.ask(database, "select 1"))
                    .isInstanceOfSatisfying(
                            EndpointUnavailableException.class,
                            e -> assertThat(e.reason()).isEqualTo(EndpointUnavailableException.Reason.EMPTY_GROUP))
                    .hasMessageContaining("group reports");
        } finally {
            second.resume();
        }
        assertThat(countReads(database, 50)).containsOnlyKeys(Shop.id(first));
    }

    @Test
    void aGroupWhoseMembersAreGone_isTheReadersWork_whereThatIsSaid() throws SQLException {
        EndpointDataSource database =
                open(Shop.over(writer, first).group("reports", second.jdbcUrl()).whenNoMember(WhenNoMember.READERS));
        Shop.await(() -> database.topology().nodes().stream().allMatch(node -> node.role() != null), database);
        try (RouteScope reports = database.route(Endpoint.group("reports"))) {
            assertThat(Shop.ask(database, "select inet_server_port()")).isEqualTo(Shop.id(second));
            second.pause();
            Shop.await(() -> database.topology().nodes().get(2).failure() != null, database);
            for (int i = 0; i < 20; i++) {
                assertThat(Shop.ask(database, "select inet_server_port()")).isEqualTo(Shop.id(first));
            }
        } finally {
            second.resume();
        }
        try (RouteScope unknown = database.route(Endpoint.group("report"))) {
            assertThatThrownBy(() -> Shop.ask(database, "select 1")).isInstanceOf(EndpointUnavailableException.class);
        }
        assertThat(database.stats().groupBorrows()).isEqualTo(21);
    }

    @Test
    void aNodeThatJoins_isReadFromMoreAndMore_andOneThatLeavesIsLetFinish() throws SQLException {
        EndpointDataSource database =
                open(Shop.over(writer, first).balance(Balance.ROUND_ROBIN).rampUp(Duration.ofSeconds(4)));
        Shop.awaitReaders(database, 1);
        List<DatabaseNode> two = List.of(Shop.node(writer), Shop.node(first), Shop.node(second));
        database.nodes(two);
        long joined = System.nanoTime();
        Shop.await(() -> share(database, 10) > 0, database);
        assertThat(Duration.ofNanos(System.nanoTime() - joined)).isLessThan(Duration.ofSeconds(4));
        int early = countReads(database, 200).getOrDefault(Shop.id(second), 0);
        assertThat(early).isBetween(1, 90);
        Shop.await(() -> share(database, 200) >= 95, database);
        try (RouteScope reading = database.route(Endpoint.reader());
                Connection leaving = database.getConnection()) {
            String port = Shop.port(leaving);
            PostgresServer other = port.equals(Shop.id(first)) ? second : first;
            database.nodes(List.of(Shop.node(writer), Shop.node(other)));
            assertThat(countReads(database, 100)).containsOnlyKeys(Shop.id(other));
            assertThat(Shop.port(leaving)).isEqualTo(port);
        }
    }

    private int share(EndpointDataSource database, int reads) {
        try {
            return countReads(database, reads).getOrDefault(Shop.id(second), 0);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
