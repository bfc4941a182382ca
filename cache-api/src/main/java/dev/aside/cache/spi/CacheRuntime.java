package dev.aside.cache.spi;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * Time, threads and chance, the same for every tier and owned by whoever made them. Nothing in Aside takes any of them from
 * elsewhere, so a test or a simulation that passes its own sees every step.
 *
 * @param ticker elapsed time
 * @param clock the coarse time that hits are judged by
 * @param wallClock what the calendar says; may be set forwards and back, so no span is measured by it. For what is agreed upon
 *     by date and time, and for servers that do not tell theirs
 * @param scheduler runs what is due later
 * @param executor runs loaders and writers, which block
 * @param random gives stamps and jitter; safe for use by many threads
 */
public record CacheRuntime(
        Ticker ticker,
        CoarseClock clock,
        InstantSource wallClock,
        Scheduler scheduler,
        Executor executor,
        RandomGenerator random) {

    /**
     * Returns a random number that is a stamp.
     *
     * @return any number but zero
     */
    public long newStamp() {
        long stamp = random.nextLong();
        return stamp == 0 ? 1 : stamp;
    }
}
