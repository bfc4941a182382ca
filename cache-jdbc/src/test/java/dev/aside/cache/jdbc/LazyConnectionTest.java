package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.route.EndpointRole;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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
}
