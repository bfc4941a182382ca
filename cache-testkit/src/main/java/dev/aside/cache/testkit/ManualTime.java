package dev.aside.cache.testkit;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.CoarseClock;
import dev.aside.cache.spi.Scheduler;
import dev.aside.cache.spi.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Time that moves when it is told to: a {@link Ticker} and a {@link Scheduler} in one. A test that advances it by an hour
 * takes no time and sees everything that was due in that hour, each at its own moment and in order.
 *
 * <pre>{@code
 * ManualTime time = new ManualTime();
 * CacheRuntime runtime = time.runtime();
 * runtime.scheduler().schedule(this::refresh, Duration.ofSeconds(5));
 * time.advance(Duration.ofSeconds(10));   // refresh ran, and saw the time at five seconds
 * }</pre>
 *
 * <p>Tasks due at one moment run in the order in which they were scheduled; one with no delay runs at the next advance, even
 * if that is by nothing.
 *
 * <p><b>Thread-safety:</b> safe for use by many threads. Advances run one after another, and their tasks on the thread that
 * advances.
 */
public final class ManualTime implements Ticker, Scheduler {

    /** Where time begins: far enough from zero that code which takes zero for "never" is found out. */
    private static final long START_NANOS = Duration.ofDays(11).toNanos();

    /** What the calendar says then: any day would do that is no special one. */
    private static final Instant START = Instant.parse("2026-02-11T09:30:00Z");

    private static final long FIRST_SEED = 42;

    private final ReentrantLock advancing = new ReentrantLock();
    private final ReentrantLock queueLock = new ReentrantLock();
    private final PriorityQueue<Task> queue = new PriorityQueue<>(Task.ORDER);
    private volatile long now = START_NANOS;
    private long scheduled;
    private final CoarseClock clock = new CoarseClock(this);
    private final AtomicLong seeds = new AtomicLong(FIRST_SEED);

    /** Creates a clock that stands still. */
    public ManualTime() {}

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public Scheduled schedule(Runnable task, Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("a delay is zero or more, not " + delay);
        }
        queueLock.lock();
        try {
            Task entry = new Task(task, now + delay.toNanos(), scheduled++);
            queue.add(entry);
            return () -> remove(entry);
        } finally {
            queueLock.unlock();
        }
    }

    private void remove(Task task) {
        queueLock.lock();
        try {
            queue.remove(task);
        } finally {
            queueLock.unlock();
        }
    }

    /**
     * Moves time, stopping at each task that is due on the way, those scheduled meanwhile included. The coarse clock follows
     * at every stop.
     *
     * @param by how far, zero or more
     * @throws IllegalStateException if called by a task that runs within an advance
     */
    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("time moves by zero or more, not " + by);
        } else if (advancing.isHeldByCurrentThread()) {
            throw new IllegalStateException("time is being advanced already; a task may schedule another instead");
        }
        advancing.lock();
        try {
            advanceTo(now + by.toNanos());
        } finally {
            advancing.unlock();
        }
    }

    /** A task that throws stops neither time nor the tasks after it; the first failure is thrown at the end. */
    private void advanceTo(long target) {
        Failures failures = new Failures();
        for (Task task = next(target); task != null; task = next(target)) {
            set(task.dueNanos);
            failures.run(task.work);
        }
        set(target);
        failures.rethrow();
    }

    private @Nullable Task next(long target) {
        queueLock.lock();
        try {
            Task first = queue.peek();
            return first == null || first.dueNanos > target ? null : queue.poll();
        } finally {
            queueLock.unlock();
        }
    }

    /** A task put in late by another thread may be due before the present; time does not go back for it. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // written under the lock of the advance only
    private void set(long nanos) {
        now = Math.max(now, nanos);
        clock.update();
    }

    /**
     * Returns how many tasks wait.
     *
     * @return the count, those taken back not included
     */
    public int pending() {
        queueLock.lock();
        try {
            return queue.size();
        } finally {
            queueLock.unlock();
        }
    }

    /**
     * Returns the time in milliseconds, on the scale of {@link #nanos()}.
     *
     * @return milliseconds
     */
    public long millis() {
        return TimeUnit.NANOSECONDS.toMillis(now);
    }

    /**
     * Returns what the calendar says, which moves with this time and with nothing else.
     *
     * @return the clock; the same in every run, and for all runtimes of one time
     */
    public InstantSource wallClock() {
        return () -> START.plusNanos(now - START_NANOS);
    }

    /**
     * Returns a runtime on this time whose executor runs each task at once, on the thread that hands it over.
     *
     * @return the runtime; all runtimes of one time share its coarse clock
     */
    public CacheRuntime runtime() {
        return runtime(Runnable::run);
    }

    /**
     * Returns a runtime on this time with random numbers that are the same in every run, and others than those of the
     * runtimes before: each is a node's, and the stamps of two nodes must differ.
     *
     * @param executor runs loaders and writers, for example a {@link ManualExecutor}
     * @return the runtime
     */
    public CacheRuntime runtime(Executor executor) {
        return runtime(executor, seeds.getAndIncrement());
    }

    /**
     * Returns a runtime on this time. Two nodes of one test need two seeds: stamps must differ between them. The methods
     * without a seed see to that themselves, with 42, 43 and so on.
     *
     * @param executor runs loaders and writers
     * @param seed where the random numbers start
     * @return the runtime
     */
    public CacheRuntime runtime(Executor executor, long seed) {
        return new CacheRuntime(this, clock, wallClock(), this, executor, new Random(seed));
    }

    private record Task(Runnable work, long dueNanos, long number) {
        static final Comparator<Task> ORDER =
                Comparator.comparingLong(Task::dueNanos).thenComparingLong(Task::number);
    }

    /** Keeps what tasks throw until all have run. */
    private static final class Failures {
        private @Nullable Throwable first;

        void run(Runnable work) {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                if (first == null) {
                    first = e;
                } else if (first != e) {
                    first.addSuppressed(e);
                }
            }
        }

        void rethrow() {
            if (first instanceof RuntimeException e) {
                throw e;
            } else if (first instanceof Error e) {
                throw e;
            }
        }
    }
}
