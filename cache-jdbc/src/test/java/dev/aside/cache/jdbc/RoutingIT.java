package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.route.Endpoint;
import dev.aside.cache.testkit.server.PostgresServer;
import dev.aside.cache.testkit.server.ServerExtension;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is asked, on a real writer with two readers. */
@Timeout(60)
@SuppressWarnings("try") // a scope is there to be closed
final class RoutingIT {

    @RegisterExtension
    static final ServerExtension<PostgresServer> POSTGRES =
            ServerExtension.perClass(() -> PostgresServer.builder().replicas(2).start());

    private final PostgresServer writer = POSTGRES.get();
    private final String first = Shop.id(writer.replicas().get(0));
    private final String second = Shop.id(writer.replicas().get(1));
    private final EndpointDataSource database = Shop.over(
                    writer, writer.replicas().get(0), writer.replicas().get(1))
            .build();

    @BeforeEach
    void heard() {
        Shop.awaitReaders(database, 2);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whoSaysNothingAsksTheWriter() throws SQLException {
        try (Connection connection = database.getConnection()) {
            assertThat(Shop.port(connection)).isEqualTo(Shop.id(writer));
        }
    }

    @Test
    void whoSaysReadOnlyBeforeTheFirstStatementAsksAReader() throws SQLException {
        Set<String> asked = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            try (Connection connection = database.getConnection()) {
                connection.setReadOnly(true);
                connection.setAutoCommit(false);
                asked.add(Shop.port(connection));
                connection.commit();
            }
        }
        assertThat(asked).isNotEmpty().isSubsetOf(first, second);
    }

    @Test
    void aConnectionThatIsBorrowedStaysWhereItIs() throws SQLException {
        try (Connection connection = database.getConnection()) {
            assertThat(Shop.port(connection)).isEqualTo(Shop.id(writer));
            connection.setReadOnly(true);
            assertThat(Shop.port(connection)).isEqualTo(Shop.id(writer));
        }
    }

    @Test
    void aScopeSaysItForTheThreadUntilItIsClosed() throws SQLException {
        try (RouteScope reading = database.route(Endpoint.reader());
                Connection connection = database.getConnection()) {
            assertThat(Shop.port(connection)).isIn(first, second);
            try (RouteScope writing = database.route(Endpoint.writer());
                    Connection other = database.getConnection()) {
                assertThat(Shop.port(other)).isEqualTo(Shop.id(writer));
            }
        }
        assertThat(Shop.ask(database, "select inet_server_port()")).isEqualTo(Shop.id(writer));
    }

    @Test
    void whatIsSaidBeforehandIsSaidToWhomeverIsBorrowed() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            assertThat(Shop.ask(connection, "show transaction_isolation")).isEqualTo("repeatable read");
            assertThat(Shop.ask(connection, "show transaction_read_only")).isEqualTo("on");
        }
        assertThat(Shop.read(database, "show transaction_isolation")).isEqualTo("read committed");
    }

    /** None of it says whom to ask, so it may be said before that is. */
    @Test
    void whateverIsSaidBeforehand_leavesOpenWhoIsAsked() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, 4_321);
            connection.setClientInfo("ApplicationName", "tea");
            connection.setHoldability(ResultSet.HOLD_CURSORS_OVER_COMMIT);
            connection.setCatalog("postgres");
            connection.beginRequest();
            connection.setReadOnly(true);
            assertThat(database.topology().nodes()).allMatch(node -> node.lent() == 0);
            assertThat(Shop.port(connection)).isNotEqualTo(Shop.id(writer));
            assertThat(connection.getNetworkTimeout()).isEqualTo(4_321);
            assertThat(connection.getHoldability()).isEqualTo(ResultSet.HOLD_CURSORS_OVER_COMMIT);
            assertThat(Shop.ask(connection, "show application_name")).isEqualTo("tea");
        }
    }

    @Test
    void aConnectionThatNobodyNeedsIsNotBorrowed() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            connection.commit();
            assertThat(database.topology().nodes()).allMatch(node -> node.lent() == 0);
        }
    }

    @Test
    void theDriversOwnAreFoundBelow() throws SQLException, ClassNotFoundException {
        Class<?> ofConnections = Class.forName("org.postgresql.PGConnection");
        Class<?> ofStatements = Class.forName("org.postgresql.PGStatement");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(connection.isWrapperFor(ofConnections)).isTrue();
            assertThat(connection.unwrap(ofConnections)).isInstanceOf(ofConnections);
            assertThat(statement.unwrap(ofStatements)).isInstanceOf(ofStatements);
        }
    }

    @Test
    void aWriteThatIsSentToAReaderIsRefusedByTheReader() throws SQLException {
        try (RouteScope reading = database.route(Endpoint.reader());
                Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("create table t (i int)"))
                    .isInstanceOf(SQLException.class)
                    .isNotInstanceOf(WriterChangedException.class)
                    .hasFieldOrPropertyWithValue("SQLState", "25006");
        }
    }

    @Test
    void aTransactionThatIsReadOnlyItselfDoesNotChangeTheWriter() throws SQLException {
        try (Connection connection = database.getConnection()) {
            Shop.port(connection);
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> Shop.ask(connection, "select nextval('s')"))
                    .isInstanceOf(SQLException.class);
            connection.rollback();
            try (Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.execute("create table t (i int)"))
                        .isNotInstanceOf(WriterChangedException.class)
                        .hasFieldOrPropertyWithValue("SQLState", "25006");
            }
        }
        assertThat(database.topology().writer()).isEqualTo(Shop.id(writer));
    }

    @Test
    void oneThatIsAborted_isClosed_andLeavesThePool() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            Shop.port(connection);
            connection.abort(Runnable::run);
            assertThat(connection.isClosed()).isTrue();
        }
        assertThat(Shop.ask(database, "select 1")).isEqualTo("1");
        assertThat(database.topology().nodes()).allMatch(node -> node.lent() == 0);
    }
}
