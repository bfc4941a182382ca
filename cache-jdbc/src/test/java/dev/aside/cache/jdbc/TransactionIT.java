package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.testkit.server.PostgresServer;
import dev.aside.cache.testkit.server.ServerExtension;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Changes of a cache within transactions of its database, by plain JDBC; on a PostgreSQL. Holds G6. */
@Timeout(60)
final class TransactionIT extends TransactionContract {

    @RegisterExtension
    static final ServerExtension<PostgresServer> POSTGRES = ServerExtension.perClass(
            () -> PostgresServer.builder().config("max_connections", "40").start());

    TransactionIT() {
        super(new PostgresServers(POSTGRES.get()));
    }

    /** A constraint that is checked at COMMIT: the server says that it has rolled back. */
    @Test
    void aCommitThatIsRefused_hasChangedNothing() throws SQLException {
        POSTGRES.get().sql("alter table tea add constraint unique_name unique (name) deferrable initially deferred");
        assertThat(names.get(1)).isEqualTo("assam");
        within(connection -> {
            update(connection, 1, "ceylon");
            names.invalidate(1);
            assertThatThrownBy(connection::commit)
                    .isInstanceOf(SQLException.class)
                    .isNotInstanceOf(TransactionOutcomeUnknownException.class)
                    .hasFieldOrPropertyWithValue("SQLState", "23505");
        });
        assertThat(names.get(1)).isEqualTo("assam");
        assertThat(names.getIfPresent(1)).as("and is cached again").isEqualTo("assam");
    }

    /** PostgreSQL answers the COMMIT of a transaction that has failed with ROLLBACK, of which its driver says nothing. */
    @Test
    void theCommitOfATransactionThatHasFailed_isARollback() throws SQLException {
        assertThat(names.get(2)).isEqualTo("ceylon");
        within(connection -> {
            names.put(1, "sencha");
            names.invalidate(2);
            assertThatThrownBy(() -> Shop.ask(connection, "select 1 / 0")).isInstanceOf(SQLException.class);
            connection.commit();
        });
        assertThat(names.getIfPresent(1)).isNull();
        assertThat(names.getIfPresent(2)).isEqualTo("ceylon");
        assertThat(names.get(1)).isEqualTo("assam");
    }

    @Test
    void turningAutoCommitOn_inATransactionThatHasFailed_isARollbackToo() throws SQLException {
        assertThat(names.get(1)).isEqualTo("assam");
        within(connection -> {
            names.put(1, "sencha");
            assertThatThrownBy(() -> Shop.ask(connection, "select 1 / 0")).isInstanceOf(SQLException.class);
            connection.setAutoCommit(true);
        });
        assertThat(names.get(1)).isEqualTo("assam");
    }
}
