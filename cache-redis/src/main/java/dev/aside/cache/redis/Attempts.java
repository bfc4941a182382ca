package dev.aside.cache.redis;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** How often in a row there has been no connection, or one that was lost, and so how soon the next is tried. */
final class Attempts {

    /** So many times the pause is doubled at most. */
    private static final int DOUBLINGS = 6;

    private final RandomGenerator random;
    private final AtomicInteger failures = new AtomicInteger();

    /** Why there is no connection: what of it has been said since there was one. */
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    Attempts(RandomGenerator random) {
        this.random = random;
    }

    /** Counts one that has failed; returns whether it was the first in a row. */
    boolean failed() {
        return failures.getAndIncrement() == 0;
    }

    /** Returns whether a reason has not been said yet, as it is now. */
    boolean isNews(String reason) {
        return said.add(reason);
    }

    /** The server answers, so what comes next is not another failure in a row. */
    void isWell() {
        failures.set(0);
        said.clear();
    }

    /** Returns how long to wait for the next, half of it by chance: a fleet must not come all at once. */
    Duration pause() {
        long doubled = Timing.SHORTEST_PAUSE.toMillis() << Math.min(failures.get(), DOUBLINGS);
        long pause = Math.min(Timing.LONGEST_PAUSE.toMillis(), doubled);
        return Duration.ofMillis(pause / 2 + random.nextLong(pause / 2 + 1));
    }
}
