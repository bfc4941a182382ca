package dev.aside.cache.local;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.CoarseClock;
import dev.aside.cache.spi.Scheduler;
import dev.aside.cache.spi.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Time that a test moves. */
final class ManualTime implements Ticker, Scheduler {

    private record Task(long due, Runnable work) {}

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparingLong(Task::due));
    private volatile long now = Duration.ofDays(11).toNanos();
    private final CoarseClock clock = new CoarseClock(this);

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public synchronized Scheduled schedule(Runnable work, Duration delay) {
        Task task = new Task(now + delay.toNanos(), work);
        tasks.add(task);
        return () -> cancel(task);
    }

    private synchronized void cancel(Task task) {
        tasks.remove(task);
    }

    void advance(Duration by) {
        long target = now + by.toNanos();
        for (Task task = next(target); task != null; task = next(target)) {
            set(task.due());
            task.work().run();
        }
        set(target);
    }

    private synchronized @Nullable Task next(long target) {
        Task first = tasks.peek();
        return first == null || first.due() > target ? null : tasks.poll();
    }

    private void set(long nanos) {
        now = nanos;
        clock.update();
    }

    synchronized int pending() {
        return tasks.size();
    }

    CacheRuntime runtime() {
        return new CacheRuntime(this, clock, () -> Instant.EPOCH.plusNanos(now), this, Runnable::run, new Random(42));
    }
}
