package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.route.Endpoint;
import dev.aside.cache.spi.Ticker;
import dev.aside.cache.testkit.server.MariaDbServer;
import dev.aside.cache.testkit.server.ServerExtension;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real writer with a replica, asked as a user without any privileges; what becomes of roles is in {@link MariaDbFailoverIT}. */
@Timeout(60)
@SuppressWarnings("try") // a scope is there to be closed
final class MariaDbIT {

    @RegisterExtension
    static final ServerExtension<MariaDbServer> MARIADB =
            ServerExtension.perClass(() -> MariaDbServer.builder().replicas(1).start());

    private final MariaDbServer writer = MARIADB.get();
    private final MariaDbServer reader = writer.replicas().get(0);
    private final EndpointDataSource database = MariaDbShop.over(writer, reader).build();

    @BeforeAll
    static void open() {
        MariaDbShop.open(MARIADB.get());
    }

    @BeforeEach
    void heard() {
        Shop.awaitReaders(database, 1);
    }

    @AfterEach
    void close() {
        database.close();
        writer.sql("delete from sale");
        reader.awaitReplay(writer);
    }

    @Test
    void whoWritesAsksTheOneThatIsNotReadOnly_andWhoOnlyReadsTheOther() throws SQLException {
        assertThat(database.topology().writer()).isEqualTo(Shop.id(writer));
        assertThat(Shop.readers(database)).containsExactly(Shop.id(reader));
        MariaDbShop.sell(database, 1);
        assertThat(MariaDbShop.sales(writer)).isEqualTo("1");
        assertThat(Shop.ask(database, "select @@port")).isEqualTo(Shop.id(writer));
        assertThat(Shop.read(database, "select @@port")).isEqualTo(Shop.id(reader));
    }

    @Test
    void aWriteThatIsSentToAReader_isRefusedByTheReader() throws SQLException {
        try (RouteScope reading = database.route(Endpoint.reader());
                Connection connection = database.getConnection()) {
            assertThatThrownBy(() -> MariaDbShop.sell(connection, 1))
                    .isInstanceOf(SQLException.class)
                    .isNotInstanceOf(WriterChangedException.class)
                    .hasFieldOrPropertyWithValue("errorCode", 1290);
        }
    }

    @Test
    void aTransactionThatIsReadOnlyItself_doesNotChangeTheWriter() throws SQLException {
        try (Connection connection = database.getConnection()) {
            Shop.run(connection, "start transaction read only");
            assertThatThrownBy(() -> MariaDbShop.sell(connection, 1))
                    .isInstanceOf(SQLException.class)
                    .isNotInstanceOf(WriterChangedException.class)
                    .hasFieldOrPropertyWithValue("errorCode", 1792);
        }
        assertThat(database.topology().writer()).isEqualTo(Shop.id(writer));
    }

    @Test
    void theDriversOwnAreFoundBelow() throws SQLException {
        try (Connection connection = database.getConnection()) {
            assertThat(connection.unwrap(org.mariadb.jdbc.Connection.class).getThreadId())
                    .isEqualTo(Long.parseLong(Shop.ask(connection, "select connection_id()")));
        }
    }

    /** It says nothing before: what was sent may have been done. */
    @Test
    void aStatementWhoseConnectionTheServerEnds_isReportedUnknown() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (Connection connection = database.getConnection()) {
            String id = Shop.ask(connection, "select connection_id()");
            Future<String> waiting = threads.submit(() -> Shop.ask(connection, "select sleep(30)"));
            String isWaiting = "select count(*) from information_schema.processlist where info = 'select sleep(30)'";
            Shop.await(() -> writer.sql(isWaiting).equals("1"), writer);
            writer.sql("kill connection " + id);
            assertThatThrownBy(waiting::get).hasCauseInstanceOf(TransactionOutcomeUnknownException.class);
        } finally {
            threads.shutdown();
        }
    }

    /** A replica says what it has replayed, and the writer what it has logged. */
    @Test
    void whereANodeStands_isWhatItHas_inGtids() throws SQLException {
        MariaDbShop.sell(database, 1);
        reader.awaitReplay(writer);
        Progress before = place(writer);
        assertThat(before.isKnown()).isTrue();
        assertThat(place(reader)).isEqualTo(before);
        reader.pauseReplay();
        try {
            MariaDbShop.sell(database, 2);
            assertThat(place(writer).isBeyond(before)).isTrue();
            assertThat(place(reader)).isEqualTo(before);
        } finally {
            reader.resumeReplay();
        }
        reader.awaitReplay(writer);
        assertThat(place(reader)).isEqualTo(place(writer));
    }

    private static Progress place(MariaDbServer server) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection(server.jdbcUrl(), MariaDbShop.USER, MariaDbShop.PASSWORD)) {
            return Dialects.of(DatabaseKind.MARIADB)
                    .ask(connection, Ticker.system())
                    .progress();
        }
    }

    /** Nobody is taken to be too far behind, as a count of transactions is no count of bytes. */
    @Test
    void aReaderThatShowsNothingNew_isReadFromAllTheSame() throws SQLException {
        reader.pauseReplay();
        try {
            for (int i = 0; i < 100; i++) {
                MariaDbShop.sell(database, i);
            }
            assertThat(Shop.read(database, "select count(*) from sale")).isEqualTo("0");
            assertThat(Shop.readers(database)).containsExactly(Shop.id(reader));
        } finally {
            reader.resumeReplay();
        }
    }

    @Test
    void aServerThatIsFull_isSaidToBeThat_andGoesOnServingWhoIsThere() throws SQLException {
        writer.sql("set global max_connections = 10");
        List<Connection> taken = new ArrayList<>();
        try (Connection before = database.getConnection()) {
            MariaDbShop.port(before);
            fill(taken);
            try (EndpointDataSource late = MariaDbShop.over(writer).build()) {
                Shop.await(() -> late.topology().nodes().get(0).failure() != null, late);
                assertThat(late.topology().nodes().get(0).failure()).isEqualTo("has no connection left");
            }
            MariaDbShop.sell(before, 1);
            assertThat(database.topology().writer()).isEqualTo(Shop.id(writer));
        } finally {
            for (Connection one : taken) {
                one.close();
            }
            writer.sql("set global max_connections = 151");
        }
    }

    private void fill(List<Connection> taken) {
        try {
            while (true) {
                taken.add(DriverManager.getConnection(writer.jdbcUrl(), MariaDbShop.USER, MariaDbShop.PASSWORD));
            }
        } catch (SQLException e) {
            assertThat(e.getErrorCode()).isEqualTo(1040);
        }
    }
}
