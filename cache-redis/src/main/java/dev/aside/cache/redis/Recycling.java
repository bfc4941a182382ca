package dev.aside.cache.redis;

import dev.aside.cache.spi.CacheRuntime;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Has something done every few minutes, not by all processes of a fleet at once. A name of several servers leads to one of
 * them when a connection is made; one that is kept for ever never leads to a server that has been added since.
 */
final class Recycling implements AutoCloseable {

    static final Duration LONGEST = Duration.ofMinutes(5);

    private final Runnable work;
    private final RandomGenerator random;
    private final Alarm next;

    Recycling(Runnable work, CacheRuntime runtime) {
        this.work = work;
        this.random = runtime.random();
        this.next = new Alarm(runtime.scheduler(), this::again);
    }

    /** Begins. The first time is after the longest pause, or up to half of it earlier. */
    void begin() {
        long half = LONGEST.toMillis() / 2;
        boolean unused = next.set(Duration.ofMillis(half + random.nextLong(half + 1)));
    }

    private void again() {
        work.run();
        begin();
    }

    @Override
    public void close() {
        next.close();
    }
}
