package dev.aside.cache.local;

import dev.aside.cache.spi.Scheduler;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Tidies something up, a piece at a time, for as long as there is anything in it. What is no longer used by anybody else is
 * not kept alive by being tidied.
 */
final class Sweep {

    /** What is tidied. Called by one thread at a time. */
    interface Swept {

        /** Does a bounded piece of the work. */
        void sweep();

        /** Returns whether there is nothing to do until the next {@link Sweep#wake()}. */
        boolean isEmpty();
    }

    private final Swept swept;
    private final Scheduler scheduler;
    private final Duration period;
    private final AtomicBoolean awake = new AtomicBoolean();
    private volatile Scheduler.@Nullable Scheduled next;
    private volatile boolean stopped;

    Sweep(Swept swept, Scheduler scheduler, Duration period) {
        this.swept = swept;
        this.scheduler = scheduler;
        this.period = period;
    }

    /** To be called after something was put in. */
    void wake() {
        if (!awake.get() && awake.compareAndSet(false, true)) {
            schedule();
        }
    }

    /** Ends it for good. */
    void stop() {
        stopped = true;
        Scheduler.Scheduled waiting = next;
        if (waiting != null) {
            waiting.cancel();
        }
    }

    private void schedule() {
        if (stopped) {
            return;
        }
        WeakReference<Sweep> self = new WeakReference<>(this);
        next = scheduler.schedule(() -> run(self), period);
        if (stopped) {
            stop();
        }
    }

    private static void run(WeakReference<Sweep> reference) {
        Sweep sweep = reference.get();
        if (sweep != null) {
            sweep.run();
        }
    }

    private void run() {
        try {
            swept.sweep();
        } finally {
            // Asleep before the look, so that whatever is put in after the look wakes it again.
            awake.set(false);
            if (!swept.isEmpty()) {
                wake();
            }
        }
    }
}
