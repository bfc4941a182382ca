package dev.aside.bench.hitrate;

import dev.aside.bench.kit.Child;
import dev.aside.samples.demo.trace.Accesses;
import dev.aside.samples.demo.trace.Trace;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Replays every trace at every capacity through one subject, in a JVM of its own. */
final class Replay {
    /**
     * No worker, so that maintenance, which goes to the common pool, is done by whoever waits for the pool to come to rest: by the
     * replaying thread, between two accesses.
     */
    private static final List<String> JVM = List.of(
            "-Djava.util.concurrent.ForkJoinPool.common.parallelism=0", "-Xms1g", "-Xmx1g", "-XX:+UseParallelGC");

    static final Child CHILD = new Child(Replay.class, JVM);

    /** Capacities, in percent of the different keys of a trace. */
    static final List<Integer> PERCENTS = List.of(1, 5, 10, 20);

    private Replay() {}

    /**
     * Prints the hit rate of each point in percent.
     *
     * @param args the subject's name, and how many accesses of a trace to replay at most
     * @throws IOException if a trace cannot be read
     */
    public static void main(String[] args) throws IOException {
        Subject subject = Subject.valueOf(args[0]);
        int limit = Integer.parseInt(args[1]);
        for (Trace trace : traces()) {
            Accesses accesses = trace.read(limit);
            for (int percent : PERCENTS) {
                Child.print(point(trace, percent), hitRate(subject, accesses, capacity(accesses, percent)));
            }
        }
    }

    /** In the order of the report. */
    static List<Trace> traces() {
        return List.of(Trace.WEB07, Trace.ORM_NIGHT);
    }

    static String point(Trace trace, int percent) {
        return trace.title() + " " + percent + " %";
    }

    static long capacity(Accesses accesses, int percent) {
        return Math.max(1, Math.round(accesses.distinct() * percent / 100.0));
    }

    /** The share of accesses that were not loaded, in percent. */
    static double hitRate(Subject subject, Accesses accesses, long capacity) {
        AtomicInteger loads = new AtomicInteger();
        ReadThrough cache = ReadThrough.open(subject, capacity, key -> {
            loads.incrementAndGet();
            return key;
        });
        for (int position = 0; position < accesses.size(); position++) {
            Integer unused = cache.read().apply(accesses.key(accesses.object(position)));
            cache.rest();
        }
        cache.close().run();
        return 100.0 * (accesses.size() - loads.get()) / accesses.size();
    }
}
