package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.testkit.server.MariaDbServer;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Loads that readers answer, and what of it is stored; on a MariaDB with two replicas. Holds G4. */
@Timeout(120)
final class MariaDbLagSafeIT extends LagSafeContract<MariaDbServers> {

    private final MariaDbServer writer = servers.writer();
    private final MariaDbServer first = servers.readers().get(0);
    private final MariaDbServer second = servers.readers().get(1);
    private final List<TopologyEvent.Kind> events = new CopyOnWriteArrayList<>();

    MariaDbLagSafeIT() {
        super(new MariaDbServers(MariaDbServer.builder().replicas(2).start()));
        database.onTopology(event -> events.add(event.kind()));
    }

    private void awaitWriter(MariaDbServer server) {
        Shop.await(() -> Shop.id(server).equals(database.topology().writer()), database);
    }

    private boolean isReadFrom(MariaDbServer server) {
        return Shop.readers(database).contains(Shop.id(server));
    }

    /** A change of before has a GTID of the former writer, of which nobody can say whether the new one has it. */
    @Test
    void afterAPromotion_floorsOfBeforeLeadToTheWriter_andReadersCountAgain() throws SQLException {
        sell(1, 1);
        first.awaitReplay(writer);
        second.awaitReplay(writer);
        writer.kill();
        first.promote();
        second.follow(first);
        awaitWriter(first);
        awaitLoadBy(second, () -> second.awaitReplay(first));
        asked.clear();
        assertThat(stock.get(1)).isEqualTo(1);
        assertThat(asked).containsOnlyKeys(Shop.id(first));
        assertThat(events).doesNotContain(TopologyEvent.Kind.WENT_BACK);
    }

    /**
     * The promoted one lacks what the other replica has. Its next transactions have the same numbers, in the same domain, and the other
     * one will never have them: it is not read from until it is begun anew.
     */
    @Test
    void aReplicaThatHasWhatWasLost_isNotTakenForOneThatHasWhatCameInstead() throws SQLException {
        sell(1, 1);
        first.awaitReplay(writer);
        first.pauseReplay();
        for (int i = 2; i < 10; i++) {
            sell(2, i);
        }
        second.awaitReplay(writer);
        Shop.await(() -> isAt(second, 9), database);
        writer.kill();
        first.promote();
        awaitWriter(first);
        Shop.await(() -> events.contains(TopologyEvent.Kind.WENT_BACK) && !isReadFrom(second), database);
        sell(1, 5);
        assertThat(stock.get(1)).isEqualTo(5);
        assertThat(stock.get(2)).as("what was lost").isZero();
        second.stop();
        second.startAgainAsReplicaOf(first);
        Shop.await(() -> isReadFrom(second), database);
        assertThat(events).containsOnlyOnce(TopologyEvent.Kind.WENT_BACK);
    }

    private static boolean isAt(MariaDbServer server, int pieces) {
        return server.sql("select pieces from stock where id = 2").equals(Integer.toString(pieces));
    }

    /** Of two domains each is asked for by itself. */
    @Test
    void aReplicaThatHasReplayedOneDomain_doesNotCountForTheOther() throws SQLException {
        sell(1, 1);
        writer.sql("set session gtid_domain_id = 7; update stock set pieces = 2 where id = 2");
        first.awaitReplay(writer);
        second.awaitReplay(writer);
        assertThat(stock.get(3)).isZero();
        assertThat(asked(writer)).isZero();
        first.pauseReplay();
        second.pauseReplay();
        for (int i = 0; i < 3; i++) {
            writer.sql("set session gtid_domain_id = 7; update stock set pieces = 3 where id = 2");
        }
        sell(4, 4);
        assertThat(stock.get(4)).isEqualTo(4);
        assertThat(asked).containsEntry(Shop.id(writer), 1);
    }
}
