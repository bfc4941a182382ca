package dev.aside.samples.demo.fleet;

import java.io.IOException;

/** The failover of a run's database: one, in the middle. Used by one thread. */
final class FailOver {
    private final DatabaseCluster cluster;
    private final Fleet fleet;
    private final int middle;
    private boolean isOver;

    /**
     * Prepares it.
     *
     * @param middle after how many accesses
     */
    FailOver(DatabaseCluster cluster, Fleet fleet, int middle) {
        this.cluster = cluster;
        this.fleet = fleet;
        this.middle = middle;
    }

    boolean isDue() throws IOException {
        return !isOver && fleet.taken() >= middle;
    }

    void run() {
        isOver = true;
        cluster.failOver();
    }
}
