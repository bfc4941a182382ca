package dev.aside.cache.redis;

import dev.aside.cache.spi.CacheRuntime;
import java.time.Duration;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ends the waiting for batches whose time is up: by one look at all of them every few milliseconds, while there are any. */
final class Deadlines {

    /** How much later than its deadline a batch may end. */
    static final Duration PERIOD = Duration.ofMillis(10);

    private final CacheRuntime runtime;
    private final Queue<Batch> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    Deadlines(CacheRuntime runtime) {
        this.runtime = runtime;
    }

    void add(Batch batch) {
        waiting.add(batch);
        schedule();
    }

    private void schedule() {
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            runtime.scheduler().schedule(this::sweep, PERIOD);
        }
    }

    private void sweep() {
        scheduled.set(false);
        long now = runtime.ticker().nanos();
        for (Iterator<Batch> all = waiting.iterator(); all.hasNext(); ) {
            Batch batch = all.next();
            if (batch.isDone()) {
                all.remove();
            } else if (batch.deadlineNanos() - now <= 0) {
                all.remove();
                batch.expire();
            }
        }
        if (!waiting.isEmpty()) {
            schedule();
        }
    }
}
