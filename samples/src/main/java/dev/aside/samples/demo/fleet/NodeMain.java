package dev.aside.samples.demo.fleet;

import dev.aside.cache.CacheStats;
import dev.aside.samples.demo.replay.Workload;
import dev.aside.samples.demo.shop.Catalogue;
import dev.aside.samples.demo.shop.QueryCounts;
import dev.aside.samples.demo.trace.Accesses;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One node of the fleet, a process of its own. It reads its settings from its standard input, says {@code ready} with the time,
 * waits for a byte, replays its share and ends. It ends at once if its parent does, which closes that input.
 */
public final class NodeMain {
    static final String READY = "ready ";
    static final String FAILED = "failed ";

    private static final long METER_MS = 20;

    private final NodeSettings settings;

    private NodeMain(NodeSettings settings) {
        this.settings = settings;
    }

    /**
     * Runs the node.
     *
     * @param arguments none
     * @throws Exception if the trace or the database cannot be read, or the settings are not to be understood
     */
    public static void main(String... arguments) throws Exception {
        DataInputStream in = new DataInputStream(System.in);
        new NodeMain(NodeSettings.read(in)).run(in);
        System.exit(0);
    }

    private void run(DataInputStream in) throws IOException, InterruptedException, ExecutionException {
        FleetPlan plan = settings.plan();
        Accesses accesses = plan.trace().read(plan.limit());
        Share share = new Share(accesses.size(), plan.nodes(), settings.node());
        NodeProgress progress = new NodeProgress(share, settings.from(), settings.life());
        Workload workload = new Workload(accesses, plan.writes(), plan.threads());
        try (NodeCache cache = plan.source().isCluster() ? new ClusterCache(settings) : new ServerCache(settings)) {
            cache.awaitServers();
            System.out.println(READY + System.nanoTime());
            in.readByte();
            watch(in);
            ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
            Meter meter = Meter.open(settings.meter());
            Runnable look = () -> look(meter, progress, cache);
            timer.scheduleAtFixedRate(look, 0, METER_MS, TimeUnit.MILLISECONDS);
            replay(workload, cache, progress, share.size() - settings.from());
            timer.shutdown();
            timer.awaitTermination(1, TimeUnit.SECONDS);
            look.run();
        }
        progress.failures().forEach((name, count) -> System.out.println(FAILED + name + " " + count));
    }

    /** Ends this process when the parent has ended. */
    private static void watch(DataInputStream in) {
        Thread watch = new Thread(
                () -> {
                    try {
                        in.read();
                    } catch (IOException e) {
                        // The parent is gone either way.
                    }
                    Runtime.getRuntime().halt(1);
                },
                "demo-parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private void replay(Workload workload, NodeCache cache, NodeProgress progress, int accesses)
            throws IOException, InterruptedException, ExecutionException {
        Catalogue catalogue = new Catalogue(settings.plan().trace()::describe);
        List<NodeWorker> workers = new ArrayList<>();
        for (int thread = 0; thread < workload.threads(); thread++) {
            Journal journal = Journal.create(settings.journal(thread), accesses);
            workers.add(new NodeWorker(workload, catalogue, cache, progress, journal));
        }
        ExecutorService threads = Executors.newFixedThreadPool(workload.threads());
        try {
            for (Future<Void> done : threads.invokeAll(workers)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void look(Meter meter, NodeProgress progress, NodeCache cache) {
        CacheStats stats = cache.stats();
        QueryCounts queries = cache.queries();
        meter.set(Meter.Count.TAKEN, progress.taken());
        meter.set(Meter.Count.NEAR_HITS, stats.nearHits());
        meter.set(Meter.Count.FAR_HITS, stats.farHits());
        meter.set(Meter.Count.MISSES, stats.misses());
        meter.set(Meter.Count.LOADS, stats.loads());
        meter.set(Meter.Count.REFUSED_FILLS, stats.refusedFills());
        meter.set(Meter.Count.BYPASSES, stats.bypasses());
        meter.set(Meter.Count.SELECTS, queries.selects());
        meter.set(Meter.Count.UPDATES, queries.updates());
        meter.set(Meter.Count.LOADS_BY_READER, cache.loadsByReader());
        meter.set(Meter.Count.LOADS_BY_WRITER, cache.loadsByWriter());
    }
}
