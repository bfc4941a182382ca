package dev.aside.cache.memcached;

import dev.aside.cache.spi.CacheRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ends the waiting for batches whose time is up: by one look at all of them every few milliseconds, while there are any. */
final class Deadlines {

    /*
     * A process that stood still
     * --------------------------
     * A look that comes late says that this process stood still: collected garbage, was stopped, had no processor. Answers may
     * have come meanwhile, and wait to be read by a thread that stood still as well. So what came to its end meanwhile is given
     * as long as it stood still to be answered after all, but no more than a moment, and once.
     */

    /** How much later than its deadline a batch may end. */
    static final Duration PERIOD = Duration.ofMillis(10);

    /** A look so late says that the process stood still. */
    static final Duration LATE = PERIOD.multipliedBy(2);

    /** How much longer at most what came to its end meanwhile is waited for. */
    static final Duration GRACE = Duration.ofMillis(50);

    private final CacheRuntime runtime;
    private final Queue<Pending<?, ?>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile long dueNanos;

    Deadlines(CacheRuntime runtime) {
        this.runtime = runtime;
    }

    void add(Pending<?, ?> batch) {
        waiting.add(batch);
        schedule();
    }

    private void schedule() {
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            dueNanos = runtime.ticker().nanos() + PERIOD.toNanos();
            runtime.scheduler().schedule(this::sweep, PERIOD);
        }
    }

    private void sweep() {
        long now = runtime.ticker().nanos();
        long late = now - dueNanos;
        scheduled.set(false);
        List<Pending<?, ?>> over = over(now);
        if (late > LATE.toNanos() && !over.isEmpty()) {
            Duration grace = Duration.ofNanos(Math.min(late, GRACE.toNanos()));
            runtime.scheduler().schedule(() -> over.forEach(Pending::expire), grace);
        } else {
            over.forEach(Pending::expire);
        }
        if (!waiting.isEmpty()) {
            schedule();
        }
    }

    /** Takes out what is answered, and returns what is not and ought to be. */
    private List<Pending<?, ?>> over(long now) {
        List<Pending<?, ?>> over = new ArrayList<>();
        for (Iterator<Pending<?, ?>> all = waiting.iterator(); all.hasNext(); ) {
            Pending<?, ?> batch = all.next();
            if (batch.isDone()) {
                all.remove();
            } else if (batch.deadlineNanos() - now <= 0) {
                all.remove();
                over.add(batch);
            }
        }
        return over;
    }
}
