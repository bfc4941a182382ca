package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.route.EndpointRole;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A name that stands for another server by now, and connections to the one before. */
@Timeout(60)
final class ServerBehindNameTest {

    private static final String AFTER = "db-1@2";

    private final FakeDatabase fake = new FakeDatabase();
    private final FakeNode node = fake.node("db-1", EndpointRole.WRITER).at(1_000);

    /** The connections to the server before are ended once the new one is known: who borrows in between does not get one of them. */
    @Test
    void aConnectionToTheServerBefore_isNotLent_alsoBeforeItIsEnded() throws SQLException {
        List<String> lent = new CopyOnWriteArrayList<>();
        try (EndpointDataSource database = fake.open()) {
            assertThat(server(database)).isNotEqualTo(AFTER);
            database.onOlder(life -> lent.add(serverOf(database)));
            node.at(400).server(AFTER);
            fake.pass(600);
            assertThat(lent).as("told of before the connections are ended").containsExactly(AFTER);
        }
    }

    /** It is not the transaction that was read-only. */
    @Test
    void aRoleErrorOfTheServerBefore_isAChangeOfTheWriter() throws SQLException {
        try (EndpointDataSource database = fake.open();
                Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into sale values (1)");
            node.server(AFTER).failsNext(new SQLException("read-only transaction", "25006"));
            assertThatThrownBy(() -> statement.execute("insert into sale values (2)"))
                    .isInstanceOf(WriterChangedException.class);
        }
    }

    /** As one of which nobody hears any more, since it has left: it is not borrowed from for as long as it takes. */
    @Test
    void aNodeThatLeadsElsewhereThanIsKnown_isGivenUp() {
        NodePool pool = fake.pool(node);
        pool.label(new Sighting(EndpointRole.WRITER, AFTER, "shop", 1_000, Set.of(), 0, 0));
        try {
            assertThatThrownBy(() -> pool.borrow(1_000)).isInstanceOf(SQLTransientConnectionException.class);
            assertThat(pool.borrows()).isZero();
        } finally {
            pool.close();
        }
    }

    private static String serverOf(EndpointDataSource database) {
        try {
            return server(database);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static String server(EndpointDataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return connection.unwrap(WatchedConnection.class).entered().server();
        }
    }
}
