package dev.aside.samples.demo.fleet;

import dev.aside.samples.demo.report.Progress;
import dev.aside.samples.demo.report.Units;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Shows how far a fleet is until it is done, and has done to it meanwhile what is to be. Used by one thread. */
final class FleetWatch {
    private static final long LOOK_MS = 250;

    private final Fleet fleet;
    private final int accesses;
    private final List<ServerCounts> counts;
    private final @Nullable Harm harm;
    private final @Nullable DatabaseCluster cluster;
    private final Progress progress;

    /**
     * Prepares it.
     *
     * @param accesses how many there are
     * @param counts what cache servers say, who are asked again and again
     * @param harm what is done, or null
     * @param cluster whose replicas fall behind, or null
     */
    FleetWatch(
            Fleet fleet,
            int accesses,
            List<ServerCounts> counts,
            @Nullable Harm harm,
            @Nullable DatabaseCluster cluster,
            Progress progress) {
        this.fleet = fleet;
        this.accesses = accesses;
        this.counts = List.copyOf(counts);
        this.harm = harm;
        this.cluster = cluster;
        this.progress = progress;
    }

    List<ServerCounts> counts() {
        return counts;
    }

    /** Returns how many faults there were. */
    int faults() {
        return harm == null ? 0 : harm.done();
    }

    /** Watches the nodes, which have begun. */
    void run() throws IOException, InterruptedException {
        if (cluster == null) {
            harmed();
        } else {
            lagging(cluster);
        }
        counts.forEach(ServerCounts::look);
    }

    private void lagging(DatabaseCluster replicated) throws IOException, InterruptedException {
        try (Lags lags = new Lags(replicated)) {
            harmed();
            String times = lags.end() + " times in all";
            progress.done("replicas", "one after the other stood still for " + Units.time(Lags.STANDS) + ", " + times);
        }
    }

    private void harmed() throws IOException, InterruptedException {
        if (harm == null) {
            watch();
            return;
        }
        try (Faults faults = new Faults(harm)) {
            watch();
            faults.end();
        }
        tell(harm);
    }

    private void watch() throws IOException, InterruptedException {
        while (!fleet.isDone()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            if (harm != null) {
                tell(harm);
            }
            int taken = fleet.taken();
            progress.update("replay", (double) taken / accesses, Units.count(taken) + " accesses");
            counts.forEach(ServerCounts::look);
        }
    }

    private void tell(Harm done) {
        done.told().forEach(fault -> progress.done("fault", fault));
    }
}
