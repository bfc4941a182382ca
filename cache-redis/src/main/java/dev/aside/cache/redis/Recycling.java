package dev.aside.cache.redis;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.Scheduler;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Has something done every few minutes, not by all processes of a fleet at once. A name of several servers leads to one of
 * them when a connection is made; one that is kept for ever never leads to a server that has been added since.
 */
final class Recycling implements AutoCloseable {

    static final Duration LONGEST = Duration.ofMinutes(5);

    private final Runnable work;
    private final CacheRuntime runtime;
    private final ReentrantLock lock = new ReentrantLock();
    private Scheduler.@Nullable Scheduled next;
    private boolean closed;

    Recycling(Runnable work, CacheRuntime runtime) {
        this.work = work;
        this.runtime = runtime;
    }

    /** Begins. The first time is after the longest pause, or up to half of it earlier. */
    void begin() {
        lock.lock();
        try {
            if (!closed) {
                long half = LONGEST.toMillis() / 2;
                Duration pause = Duration.ofMillis(half + runtime.random().nextLong(half + 1));
                next = runtime.scheduler().schedule(this::again, pause);
            }
        } finally {
            lock.unlock();
        }
    }

    private void again() {
        work.run();
        begin();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (next != null) {
                next.cancel();
            }
        } finally {
            lock.unlock();
        }
    }
}
