package dev.aside.cache.redis;

import dev.aside.cache.spi.Scheduler;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Has one thing done after a pause. Whoever wants it again sets it again; set before it was due, it is due then and not before. */
final class Alarm implements AutoCloseable {

    private final Scheduler scheduler;
    private final Runnable task;
    private final ReentrantLock lock = new ReentrantLock();
    private Scheduler.@Nullable Scheduled next;
    private boolean closed;

    Alarm(Scheduler scheduler, Runnable task) {
        this.scheduler = scheduler;
        this.task = task;
    }

    /** Returns whether it is set, which it is not once it is closed. */
    boolean set(Duration pause) {
        lock.lock();
        try {
            cancel();
            next = closed ? null : scheduler.schedule(task, pause);
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void cancel() {
        if (next != null) {
            next.cancel();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            cancel();
        } finally {
            lock.unlock();
        }
    }
}
