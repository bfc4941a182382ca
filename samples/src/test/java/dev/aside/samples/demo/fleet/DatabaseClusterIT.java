package dev.aside.samples.demo.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.samples.demo.shop.Row;
import dev.aside.samples.demo.shop.ShopDatabase;
import dev.aside.samples.demo.shop.TableLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A PostgreSQL writer with two replicas. */
@Timeout(120)
class DatabaseClusterIT {

    /** Also where a replica shows nothing of it yet. */
    @Test
    void whatWasAcknowledged_isThereAfterAFailover() {
        try (DatabaseCluster cluster = DatabaseCluster.start();
                ShopDatabase database = cluster.open()) {
            new TableLoader(database, done -> {}).load(100, id -> new Row(id, Row.FIRST_VERSION, "tea"));
            cluster.settle();
            cluster.pauseReplay(0);
            cluster.pauseReplay(1);
            for (int id = 0; id < 100; id++) {
                database.save(new Row(id, 2, "green tea"));
            }
            cluster.failOver();
            for (int id = 0; id < 100; id++) {
                assertThat(database.find(id)).isEqualTo(new Row(id, 2, "green tea"));
            }
            cluster.settle();
            database.save(new Row(1, 3, "black tea"));
        }
    }
}
