package dev.aside.cache.memcached;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.CoarseClock;
import dev.aside.cache.spi.Ticker;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The machine's time and threads, for tests against servers that have no other. */
final class RealTime implements AutoCloseable {

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final CacheRuntime runtime = new CacheRuntime(
            Ticker.system(),
            new CoarseClock(Ticker.system()),
            (task, delay) -> {
                try {
                    Future<?> scheduled = timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
                    return () -> scheduled.cancel(false);
                } catch (RejectedExecutionException e) {
                    return () -> {};
                }
            },
            Runnable::run,
            () -> ThreadLocalRandom.current().nextLong());

    CacheRuntime runtime() {
        return runtime;
    }

    /** Lets time pass. */
    static void pass(Duration time) {
        try {
            boolean unused = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Waits until something is so; fails if it is not in time. */
    static void await(String what, Duration longest, BooleanSupplier isSo) {
        long end = System.nanoTime() + longest.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + longest + ": " + what);
            }
            pass(Duration.ofMillis(2));
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
