package dev.aside.bench.hotpath;

import dev.aside.bench.kit.Keys;
import dev.aside.bench.kit.LockWatch;
import java.time.Duration;

/** Does a hit ever wait? Runs the loop of hits under the flight recorder. */
final class Locks {
    private static final int THREADS = 2;
    private static final int ENTRIES = 16_384;
    private static final int HITS_A_STEP = 1_024;

    private Locks() {}

    static LockWatch watch(Subject subject, String redis, Duration warmup, Duration recorded)
            throws InterruptedException {
        Keys keys = Keys.zipf(ENTRIES);
        HitCache cache = Subjects.open(subject, keys, redis);
        return LockWatch.over(THREADS, warmup, recorded, thread -> hits(cache, keys.drawn(), thread));
    }

    private static Runnable hits(HitCache cache, String[] drawn, int thread) {
        int[] at = {drawn.length / THREADS * thread};
        return () -> {
            for (int hit = 0; hit < HITS_A_STEP; hit++) {
                at[0] = (at[0] + 1) & (drawn.length - 1);
                if (cache.get(drawn[at[0]]) == null) {
                    throw new IllegalStateException("A miss in a run of hits");
                }
            }
        };
    }
}
