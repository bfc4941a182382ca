package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.TransactionContext;
import dev.aside.cache.testkit.server.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Loads that readers answer, and what of it is stored; on a PostgreSQL with two replicas. Holds G4. */
@Timeout(120)
final class LagSafeIT extends LagSafeContract<PostgresServers> {

    private final PostgresServer writer = servers.writer();
    private final PostgresServer first = servers.readers().get(0);
    private final PostgresServer second = servers.readers().get(1);

    LagSafeIT() {
        super(new PostgresServers(PostgresServer.builder().replicas(2).start()));
    }

    /** A reader takes over that had not replayed all: floors of before compare with nothing any more, and nobody waits for them. */
    @Test
    void afterAPromotion_floorsOfBeforeLeadToTheWriter_andReadersCountAgain() throws SQLException {
        first.pauseReplay();
        second.pauseReplay();
        sell(1, 1);
        String written = writer.sql("select pg_current_wal_insert_lsn()").strip();
        for (PostgresServer heir : List.of(first, second)) {
            Shop.await(
                    () -> heir.sql("select pg_last_wal_receive_lsn() >= '" + written + "'")
                            .strip()
                            .equals("t"),
                    heir);
        }
        writer.kill();
        first.resumeReplay();
        first.promote();
        Shop.await(() -> Shop.id(first).equals(database.topology().writer()), database);
        asked.clear();
        assertThat(stock.get(1)).isEqualTo(1);
        assertThat(asked).containsOnlyKeys(Shop.id(first));
        second.resumeReplay();
        second.follow(first);
        sell(2, 2);
        assertThat(stock.get(2)).isEqualTo(2);
        awaitLoadBy(second, () -> second.awaitReplay(first));
    }

    @Test
    void aCommitTellsItsPlace_inItsOwnTrip() throws SQLException {
        CommitPosition[] told = new CommitPosition[1];
        long before = Long.parseLong(Shop.ask(database, "select pg_current_wal_insert_lsn() - '0/0'::pg_lsn"));
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("update stock set pieces = 9 where id = 9");
            }
            Ending ending =
                    Objects.requireNonNull(TransactionContext.current(database)).bound(Ending.class, Ending::new);
            connection.commit();
            told[0] = ending.position;
        }
        String system = Shop.ask(database, "select system_identifier from pg_control_system()");
        assertThat(told[0].isAtLeast(CommitPosition.ordered(system + "/00000001", before + 1)))
                .as("%s lies behind %x", told[0], before)
                .isTrue();
        first.awaitReplay(writer);
        long replayed = Long.parseLong(Shop.read(database, "select pg_last_wal_replay_lsn() - '0/0'::pg_lsn"));
        assertThat(CommitPosition.ordered(system + "/00000001", replayed).isAtLeast(told[0]))
                .isTrue();
    }
}
