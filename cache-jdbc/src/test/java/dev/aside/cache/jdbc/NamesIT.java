package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.PostgresServer;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers behind names that stand for another one later, or for the wrong one. */
@Timeout(120)
final class NamesIT {

    private final PostgresServer first = PostgresServer.builder().replicas(1).start();
    private final PostgresServer second = first.replicas().get(0);
    private final FaultProxy writerName = FaultProxy.bytes(first.address());
    private final FaultProxy readerName = FaultProxy.bytes(second.address());
    private final EndpointDataSource database = Shop.over()
            .credentials(first.user(), first.password())
            .writer(url(writerName.address()))
            .reader(url(readerName.address()))
            .build();

    private static String url(InetSocketAddress at) {
        return "jdbc:postgresql://" + at.getHostString() + ":" + at.getPort() + "/postgres";
    }

    @AfterEach
    void close() {
        database.close();
        writerName.close();
        readerName.close();
        first.close();
    }

    /** Row 83: a name in the wrong place. */
    @Test
    void aWritersNameThatLeadsToAReader_isNotWrittenTo() throws SQLException {
        Shop.awaitReaders(database, 1);
        Shop.run(database, "create table sale (id int)");
        writerName.to(second.address());
        writerName.resetAll();
        Shop.await(() -> database.topology().writer() == null, database);
        assertThatThrownBy(() -> Shop.run(database, "insert into sale values (1)"))
                .isInstanceOfSatisfying(
                        EndpointUnavailableException.class,
                        e -> assertThat(e.reason()).isEqualTo(EndpointUnavailableException.Reason.NO_WRITER));
        writerName.to(first.address());
        Shop.await(() -> database.topology().writer() != null, database);
        Shop.run(database, "insert into sale values (1)");
        assertThat(first.sql("select count(*) from sale")).isEqualTo("1");
    }

    /** The name of the writer stands for a node that has followed it; who takes writes is known by another name. */
    @Test
    void aWritersNameThatLeadsToAReader_isPassedOver_forTheNodeThatTakesWrites() throws SQLException {
        Shop.awaitReaders(database, 1);
        writerName.to(second.address());
        readerName.to(first.address());
        writerName.resetAll();
        readerName.resetAll();
        String taking = readerName.host() + ":" + readerName.port();
        Shop.await(() -> taking.equals(database.topology().writer()), database);
        Shop.run(database, "create table sale (id int)");
        for (int i = 0; i < 20; i++) {
            Shop.run(database, "insert into sale values (1)");
        }
        assertThat(first.sql("select count(*) from sale")).isEqualTo("20");
        assertThat(database.topology().nodes())
                .filteredOn(node -> !node.id().equals(taking))
                .extracting(DatabaseTopology.Node::borrows)
                .as("borrows by the name that is wrong")
                .containsExactly(0L);
    }

    /** The name of the writer is late, as DNS is; the node itself says that it takes writes now. */
    @Test
    void aNameThatIsLate_isNotWaitedFor() throws SQLException {
        Shop.awaitReaders(database, 1);
        first.kill();
        second.promote();
        String taking = readerName.host() + ":" + readerName.port();
        Shop.await(() -> taking.equals(database.topology().writer()), database);
        try (Connection connection = database.getConnection()) {
            assertThat(Shop.port(connection)).isEqualTo(Shop.id(second));
        }
        writerName.to(second.address());
        Shop.await(() -> database.topology().nodes().stream().allMatch(node -> node.failure() == null), database);
        assertThat(database.topology().writer()).isNotNull();
        Shop.run(database, "create table sale (id int)");
    }

    /** What was connected to the server before is not kept, although nothing was wrong with it. */
    @Test
    void anotherServerBehindAName_endsTheConnectionsToTheOneBefore() throws SQLException {
        Shop.awaitReaders(database, 1);
        assertThat(Shop.ask(database, "select inet_server_port()")).isEqualTo(Shop.id(first));
        second.promote();
        Shop.await(() -> database.topology().writer() == null, database);
        writerName.to(second.address());
        Shop.await(() -> database.topology().writer() != null, database);
        assertThat(Shop.ask(database, "select inet_server_port()")).isEqualTo(Shop.id(second));
        String others = "select count(*) from pg_stat_activity where application_name like 'PostgreSQL JDBC%'";
        Shop.await(() -> first.sql(others).equals("0"), database);
    }
}
