package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.route.EndpointRole;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What JDBC says of any connection, of one that is not borrowed yet; on servers that a test scripts. */
@Timeout(30)
final class LazyConnectionTest {

    private final FakeDatabase fake = new FakeDatabase();
    private final FakeNode writer = fake.node("db-1", EndpointRole.WRITER);
    private final EndpointDataSource database = fake.open();

    @AfterEach
    void close() {
        database.close();
    }

    private long lent() {
        return database.stats().writerBorrows() + database.stats().readerBorrows();
    }

    @Test
    void aDataSourceThatIsClosed_lendsNothing_alsoWhereItWouldLendLater() {
        database.close();
        assertThatThrownBy(database::getConnection)
                .isInstanceOf(SQLException.class)
                .hasFieldOrPropertyWithValue("SQLState", "08003");
    }

    @Test
    void closedTwice_andUsedAfterwards() throws SQLException {
        Connection connection = database.getConnection();
        connection.close();
        connection.close();
        assertThat(connection.isClosed()).isTrue();
        assertThat(connection.isValid(1)).isFalse();
        assertThatThrownBy(connection::createStatement).hasFieldOrPropertyWithValue("SQLState", "08003");
        assertThatThrownBy(() -> connection.setReadOnly(true)).hasFieldOrPropertyWithValue("SQLState", "08003");
        assertThatThrownBy(connection::commit).hasFieldOrPropertyWithValue("SQLState", "08003");
        assertThat(lent()).isZero();
    }

    @Test
    void aConnectionThatOutlivesItsDataSource_isClosedLikeAnyOther() throws SQLException {
        Connection connection = database.getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }
        connection.commit();
        database.close();
        connection.close();
        assertThat(connection.isClosed()).isTrue();
    }

    @Test
    void whereThereIsNobodyToAsk_itIsNotValid() throws SQLException {
        try (Connection connection = database.getConnection()) {
            assertThatThrownBy(() -> connection.isValid(-1)).isInstanceOf(SQLException.class);
            writer.is(EndpointRole.READER);
            fake.pass(600);
            assertThat(database.topology().writer()).isNull();
            assertThat(connection.isValid(1)).isFalse();
        }
    }

    /** Whoever says these things first, and then that he only reads, is to be given a reader. */
    @Test
    void whatIsSaidOfAConnection_borrowsNothing() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setClientInfo("ApplicationName", "shop");
            Properties info = new Properties();
            info.setProperty("ApplicationName", "shop");
            connection.setClientInfo(info);
            connection.setTypeMap(Map.of());
            connection.setReadOnly(true);
            assertThat(lent()).isZero();
        }
    }

    @Test
    void aConnectionThatTheDriverCannotPrepare_isGivenBack() throws SQLException {
        FakeDatabase.send(database);
        writer.hasABug(new IllegalStateException("a bug of the driver"));
        try (Connection connection = database.getConnection()) {
            connection.setSchema("tea");
            assertThatThrownBy(connection::createStatement).isInstanceOf(IllegalStateException.class);
        }
        assertThat(database.topology().nodes().get(0).lent()).isZero();
    }

    /** By somebody who watches over how long things take. */
    @Test
    void whatIsAbortedWhileItIsBorrowed_isNotUsed() throws SQLException {
        try (Connection connection = database.getConnection()) {
            writer.whileConnecting(() -> abort(connection));
            assertThatThrownBy(connection::createStatement).hasFieldOrPropertyWithValue("SQLState", "08003");
            assertThat(database.topology().nodes().get(0).lent()).isZero();
        }
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
