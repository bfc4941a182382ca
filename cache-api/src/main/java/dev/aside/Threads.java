package dev.aside;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.CoarseClock;
import dev.aside.cache.spi.Scheduler;
import dev.aside.cache.spi.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The threads of one {@code Aside}: a timer, which also drives the coarse clock, and those that loaders run on. All daemons. */
final class Threads implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Threads.class.getName());

    private final @Nullable CacheRuntime runtime;
    private final @Nullable ScheduledThreadPoolExecutor timer;
    private final @Nullable ExecutorService owned;

    private Threads(
            @Nullable CacheRuntime runtime,
            @Nullable ScheduledThreadPoolExecutor timer,
            @Nullable ExecutorService owned) {
        this.runtime = runtime;
        this.timer = timer;
        this.owned = owned;
    }

    /** Returns no threads, for a runtime from outside. */
    static Threads none() {
        return new Threads(null, null, null);
    }

    /**
     * Starts.
     *
     * @param executor what runs loaders, or null for threads of our own
     */
    static Threads start(@Nullable Executor executor) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, named("aside-timer"));
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        Ticker ticker = Ticker.system();
        CoarseClock clock = new CoarseClock(ticker);
        long period = CoarseClock.PERIOD.toNanos();
        timer.scheduleAtFixedRate(clock::update, period, period, TimeUnit.NANOSECONDS);
        ExecutorService owned = executor == null ? loaders() : null;
        Executor loads = owned == null ? Objects.requireNonNull(executor) : owned;
        CacheRuntime runtime =
                new CacheRuntime(ticker, clock, InstantSource.system(), scheduler(timer), loads, random());
        return new Threads(runtime, timer, owned);
    }

    CacheRuntime runtime() {
        if (runtime == null) {
            throw new IllegalStateException("the runtime came from outside");
        }
        return runtime;
    }

    private static Scheduler scheduler(ScheduledThreadPoolExecutor timer) {
        return (task, delay) -> {
            try {
                Future<?> scheduled = timer.schedule(guarded(task), nanos(delay), TimeUnit.NANOSECONDS);
                return () -> scheduled.cancel(false);
            } catch (RejectedExecutionException e) {
                return () -> {}; // closed: nothing is due any more
            }
        };
    }

    private static long nanos(Duration delay) {
        return delay.compareTo(Duration.ofDays(36_500)) >= 0 ? Long.MAX_VALUE / 2 : delay.toNanos();
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.log(System.Logger.Level.ERROR, "aside: a scheduled task failed", e);
            }
        };
    }

    /** A generator without state of its own, so that threads do not meet in it. */
    private static RandomGenerator random() {
        return () -> ThreadLocalRandom.current().nextLong();
    }

    /**
     * Virtual threads where the JDK has them: a load mostly waits, and nothing in Aside pins one. Looked up by name, because
     * the code is compiled for Java 17.
     */
    private static ExecutorService loaders() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            type.getMethod("name", String.class, long.class).invoke(builder, "aside-load-", 0L);
            ThreadFactory factory = (ThreadFactory) type.getMethod("factory").invoke(builder);
            return (ExecutorService) Executors.class
                    .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
                    .invoke(null, factory);
        } catch (ReflectiveOperationException e) {
            return Executors.newCachedThreadPool(named("aside-load"));
        }
    }

    private static ThreadFactory named(String role) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, role + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void close() {
        if (timer != null) {
            timer.shutdownNow();
        }
        if (owned != null) {
            owned.shutdown();
        }
    }
}
