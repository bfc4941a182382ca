package dev.aside.bench.hotpath;

import dev.aside.bench.kit.Keys;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

/** One hit: the next key of the order, asked of the cache. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // the setup fills what the harness makes
public class HitLoop {
    /** Whose hit. */
    @Param("CAFFEINE")
    public Subject subject;

    /** How many keys the cache holds. */
    @Param("16384")
    public int entries;

    /** Where the Redis behind our near tier is, or nothing: then there is none. */
    @Param("")
    public String redis;

    private Keys keys;
    private String[] drawn;
    private HitCache cache;

    /** Fills the cache, and makes sure that it kept everything. */
    @Setup
    public void open() {
        keys = Keys.zipf(entries);
        drawn = keys.drawn();
        cache = Subjects.open(subject, keys, redis);
        requireEveryKey();
        settle();
    }

    /**
     * Lets the collector bring together what the filling has scattered between its garbage. A cache in use has lived through
     * many collections; without one, who allocates most while loading has the farthest way from entry to entry in the loop.
     */
    private static void settle() {
        System.gc();
    }

    /** Makes sure that every read was a hit. */
    @TearDown
    public void proveHits() {
        requireEveryKey();
    }

    /**
     * The measured call.
     *
     * @param place where the calling thread is in the order
     * @return the value
     */
    @Benchmark
    public @Nullable Object hit(Place place) {
        return cache.get(drawn[place.next()]);
    }

    private void requireEveryKey() {
        long lost = keys.all().stream().filter(key -> cache.get(key) == null).count();
        if (lost > 0) {
            throw new IllegalStateException(
                    subject + " lost " + lost + " of " + entries + " keys: this measures no hits");
        }
    }

    /** A thread's place in the order; threads start far apart. */
    @State(Scope.Thread)
    public static class Place {
        private int at;
        private int last;

        /**
         * Goes to the thread's own beginning.
         *
         * @param loop whose order
         * @param threads which thread of how many
         */
        @Setup
        public void begin(HitLoop loop, ThreadParams threads) {
            last = loop.drawn.length - 1;
            at = loop.drawn.length / threads.getThreadCount() * threads.getThreadIndex();
        }

        int next() {
            at = (at + 1) & last;
            return at;
        }
    }
}
