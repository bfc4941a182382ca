package dev.aside.samples.demo.replay;

import dev.aside.samples.demo.oracle.Audit;
import dev.aside.samples.demo.oracle.Oracle;
import dev.aside.samples.demo.oracle.Versions;
import dev.aside.samples.demo.shop.Catalogue;
import dev.aside.samples.demo.shop.QueryCounts;
import dev.aside.samples.demo.shop.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Replays one workload, as often as wanted and against different stores. Versions go on from one replay to the next, as
 * those of the table below do. One replay at a time.
 */
public final class Replay {
    // Tells ages well beyond the default bound, and costs the memory of ten seconds' changes only.
    private static final Duration LEAST_WINDOW = Duration.ofSeconds(10);

    private final Stage stage;
    private final Duration bound;
    private final Supplier<QueryCounts> queries;

    /**
     * Prepares replays.
     *
     * @param workload what to replay
     * @param catalogue makes up the content of changes
     * @param bound how old a value may be, by the promise to be judged
     * @param queries the database's own count of statements
     */
    public Replay(Workload workload, Catalogue catalogue, Duration bound, Supplier<QueryCounts> queries) {
        this.bound = bound;
        this.queries = queries;
        int objects = workload.accesses().distinct();
        Duration fourBounds = bound.multipliedBy(4);
        Duration window = fourBounds.compareTo(LEAST_WINDOW) > 0 ? fourBounds : LEAST_WINDOW;
        this.stage =
                new Stage(workload, catalogue, new Oracle(objects, window), new Versions(objects, Row.FIRST_VERSION));
    }

    /**
     * Replays the workload.
     *
     * @param store what to replay it against
     * @param budget when this time is used up, the replay ends early
     * @param progress told how far it has come, several times a second, by another thread
     * @return what happened
     * @throws InterruptedException if the calling thread is interrupted
     */
    public Phase run(Store store, Duration budget, Consumer<Sample> progress) throws InterruptedException {
        QueryCounts before = queries.get();
        Audit audit = new Audit(stage.oracle(), bound);
        Cursor cursor = new Cursor(stage.workload().accesses().size(), budget);
        Supplier<Sample> now = () -> new Sample(
                cursor.elapsed() / 1e9,
                cursor.accesses(),
                cursor.reads(),
                queries.get().since(before),
                audit.wrongReads());
        try (Sampler sampler = new Sampler(now, progress)) {
            Histogram latency = replayAll(() -> new Worker(stage, store, audit, cursor));
            Duration elapsed = Duration.ofNanos(cursor.elapsed());
            List<Sample> samples = sampler.finish();
            return new Phase(
                    cursor.accesses(),
                    cursor.reads(),
                    elapsed,
                    queries.get().since(before),
                    latency,
                    audit.wrongReads(),
                    audit.oldestServed(),
                    samples);
        }
    }

    private Histogram replayAll(Supplier<Callable<Histogram>> worker) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(stage.workload().threads());
        try {
            List<Callable<Histogram>> workers = new ArrayList<>();
            for (int i = 0; i < stage.workload().threads(); i++) {
                workers.add(worker.get());
            }
            Histogram all = new Histogram(3);
            for (Future<Histogram> done : threads.invokeAll(workers)) {
                all.add(done.get());
            }
            return all;
        } catch (ExecutionException e) {
            throw new ReplayException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
