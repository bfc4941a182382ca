package dev.aside.cache.testkit;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.CoarseClock;
import dev.aside.cache.spi.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The machine's time and threads, for tests against real servers, which have no other: what {@link ManualTime} is for tests
 * against fakes. Its coarse clock is driven by nobody and stands still, as a store does not look at it.
 *
 * <pre>{@code
 * try (RealTime time = new RealTime()) {
 *     EntryStore store = backend.open(spec, time.runtime());
 *     RealTime.await("the push arrives", Duration.ofSeconds(10), () -> !told.isEmpty());
 * }
 * }</pre>
 *
 * <p><b>Thread-safety:</b> safe for use by many threads. It owns one thread, which {@link #close} ends.
 */
public final class RealTime implements AutoCloseable {

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(RealTime::thread);
    private final CacheRuntime runtime = new CacheRuntime(
            Ticker.system(),
            new CoarseClock(Ticker.system()),
            InstantSource.system(),
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

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "aside-real-time");
        thread.setDaemon(true);
        return thread;
    }

    /** Starts nothing: its thread is started by the first task. */
    public RealTime() {}

    /**
     * Returns the runtime that stores are opened with. Loaders and listeners run on the thread that calls them.
     *
     * @return always the same runtime
     */
    public CacheRuntime runtime() {
        return runtime;
    }

    /**
     * Lets time pass. Blocks for as long.
     *
     * @param time how long
     * @throws AssertionError if the thread is interrupted
     */
    public static void pass(Duration time) {
        try {
            boolean unused = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /**
     * Waits until something is so, and looks every two milliseconds.
     *
     * @param what what is waited for, for a message
     * @param longest for how long; generous, for a busy machine: nothing waits longer than it must
     * @param isSo whether it is so
     * @throws AssertionError if it is not so in time, or the thread is interrupted
     */
    public static void await(String what, Duration longest, BooleanSupplier isSo) {
        long end = System.nanoTime() + longest.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + longest + ": " + what);
            }
            pass(Duration.ofMillis(2));
        }
    }

    /** Ends the thread; tasks that wait are dropped. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
