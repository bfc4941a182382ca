package dev.aside.samples.demo.fleet;

import dev.aside.cache.Cache;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The first answers of a cache's servers. What a node does before it is connected goes past the cache, or is refused in STRICT;
 * on a machine that has more to do than it can, that would be the begin of every run.
 */
final class FirstAnswers {
    // So many that there is one on each of a few servers, wherever slots happen to be.
    private static final int KEYS = 64;
    private static final int PAUSE_MS = 20;
    private static final Set<String> NONE = Set.of("no answer", "not asked");

    private final Cache<Integer, ?> cache;

    FirstAnswers(Cache<Integer, ?> cache) {
        this.cache = cache;
    }

    /** Waits for them. Loads nothing and counts nothing. Returns whether they came in time. */
    boolean await(Duration longest) throws InterruptedException {
        long began = System.nanoTime();
        int answered = 0;
        while (answered < KEYS && System.nanoTime() - began < longest.toNanos()) {
            if (answers(answered)) {
                answered++;
            } else {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            }
        }
        return answered == KEYS;
    }

    private boolean answers(int key) {
        return !NONE.contains(cache.explain(key).facts().getOrDefault("far", ""));
    }
}
