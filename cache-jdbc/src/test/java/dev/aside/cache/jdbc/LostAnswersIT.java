package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.testkit.server.PostgresServer;
import dev.aside.cache.testkit.server.ServerExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is known of what was sent to a server that dies before it has answered. */
@Timeout(60)
final class LostAnswersIT {

    @RegisterExtension
    static final ServerExtension<PostgresServer> POSTGRES = ServerExtension.perClass(
            () -> PostgresServer.builder().config("max_connections", "30").start());

    private final PostgresServer writer = POSTGRES.get();
    private final EndpointDataSource database = Shop.over(writer).build();

    @BeforeAll
    static void table() {
        POSTGRES.get().sql("create table sale (id int primary key)");
    }

    @AfterEach
    void close() {
        database.close();
        writer.startAgain();
    }

    @Test
    void aCommitWhoseAnswerIsLost_isReportedUnknown() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("insert into sale values (1)");
            }
            writer.kill();
            assertThatThrownBy(connection::commit)
                    .isInstanceOf(TransactionOutcomeUnknownException.class)
                    .hasFieldOrPropertyWithValue("SQLState", "08007")
                    .hasMessageContaining("nobody knows");
        }
    }

    @Test
    void aStatementThatCommitsByItself_isReportedUnknownToo() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            writer.kill();
            assertThatThrownBy(() -> statement.executeUpdate("insert into sale values (1)"))
                    .isInstanceOf(TransactionOutcomeUnknownException.class);
        }
    }

    /** A statement within a transaction is surely undone with it. */
    @Test
    void aStatementInATransaction_isNotReportedUnknown() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            writer.kill();
            assertThatThrownBy(() -> statement.executeUpdate("insert into sale values (1)"))
                    .isInstanceOf(SQLException.class)
                    .isNotInstanceOf(TransactionOutcomeUnknownException.class)
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isIn("08006", "57P01");
        }
    }

    /** Who reads only has nothing to fear, and may ask again. */
    @Test
    void aReadOfWhoeverSaysSo_isNotReportedUnknown() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setReadOnly(true);
            Shop.port(connection);
            writer.kill();
            assertThatThrownBy(() -> Shop.port(connection))
                    .isInstanceOf(SQLException.class)
                    .isNotInstanceOf(TransactionOutcomeUnknownException.class);
        }
    }
}
