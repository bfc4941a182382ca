package dev.aside.cache.jdbc;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.CoarseClock;
import dev.aside.cache.spi.Scheduler;
import dev.aside.cache.spi.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads of a data source that was given none: one for what is due, and one for each node that is being asked. */
final class OwnThreads implements AutoCloseable {

    private final ScheduledThreadPoolExecutor timer;
    private final ExecutorService workers;

    OwnThreads(String name) {
        this.timer = new ScheduledThreadPoolExecutor(1, named("aside-jdbc-" + name + "-timer"));
        this.workers = Executors.newCachedThreadPool(named("aside-jdbc-" + name));
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    CacheRuntime runtime() {
        Ticker ticker = Ticker.system();
        return new CacheRuntime(
                ticker,
                new CoarseClock(ticker),
                InstantSource.system(),
                this::schedule,
                workers,
                () -> ThreadLocalRandom.current().nextLong());
    }

    private Scheduler.Scheduled schedule(Runnable task, Duration delay) {
        if (timer.isShutdown()) {
            return () -> {};
        }
        Future<?> due = timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> due.cancel(false);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        workers.shutdown();
    }
}
