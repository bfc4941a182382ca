package dev.aside.simulation.search;

import dev.aside.simulation.plan.Plan;
import dev.aside.simulation.run.Outcome;
import dev.aside.simulation.run.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Runs seed after seed on several threads, each run wholly on one of them. */
public final class Search {
    private static final int MOST_FOUND = 20;

    /**
     * What came of it.
     *
     * @param seeds how many seeds were run
     * @param operations how many operations they carried out
     * @param violations how many seeds broke a promise
     * @param nanos how long it took
     * @param found the first of what was found
     */
    public record Result(long seeds, long operations, long violations, long nanos, List<Hit> found) {}

    /** A seed, and what it found. */
    public record Hit(long seed, Found found) {}

    private final Subject subject;
    private final long most;
    private final long endNanos;
    private final AtomicLong next;
    private final AtomicLong seeds = new AtomicLong();
    private final AtomicLong operations = new AtomicLong();
    private final AtomicLong violations = new AtomicLong();
    private final Queue<Hit> found = new ConcurrentLinkedQueue<>();

    private Search(Subject subject, long from, long seeds, long nanos) {
        this.subject = subject;
        this.next = new AtomicLong(from);
        this.most = from + seeds;
        this.endNanos = System.nanoTime() + nanos;
    }

    /**
     * Searches.
     *
     * @param subject what is tried
     * @param from the first seed
     * @param seeds how many at most
     * @param nanos for how long at most
     * @param threads on how many threads
     * @return what came of it
     * @throws InterruptedException if it is interrupted
     */
    public static Result of(Subject subject, long from, long seeds, long nanos, int threads)
            throws InterruptedException {
        return new Search(subject, from, seeds, nanos).run(threads);
    }

    private Result run(int threads) throws InterruptedException {
        long start = System.nanoTime();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread worker = new Thread(this::work, "simulation-" + i);
            worker.setDaemon(true);
            worker.start();
            workers.add(worker);
        }
        for (Thread worker : workers) {
            worker.join();
        }
        return new Result(
                seeds.get(), operations.get(), violations.get(), System.nanoTime() - start, List.copyOf(found));
    }

    private void work() {
        for (long seed = next.getAndIncrement();
                seed < most && System.nanoTime() - endNanos < 0 && found.size() < MOST_FOUND;
                seed = next.getAndIncrement()) {
            Plan plan = Plan.random(seed);
            Outcome outcome = Seeds.run(plan, seed, subject, /* told= */ false);
            seeds.incrementAndGet();
            operations.addAndGet(outcome.operations());
            if (outcome.isViolated()) {
                violations.incrementAndGet();
                found.add(new Hit(seed, Found.of(plan, Seeds.order(seed), outcome)));
            }
        }
    }
}
