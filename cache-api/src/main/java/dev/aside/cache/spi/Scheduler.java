package dev.aside.cache.spi;

import java.time.Duration;

/** Runs short, non-blocking tasks later. */
@FunctionalInterface
public interface Scheduler {

    /** A task that has been scheduled. */
    @FunctionalInterface
    interface Scheduled {
        /** Takes the task back if it has not started. */
        void cancel();
    }

    /**
     * Runs the task once, after the delay. A task that throws is logged and forgotten.
     *
     * @param task the task, which MUST NOT block
     * @param delay how long from now, zero or more
     * @return a handle to take it back
     */
    Scheduled schedule(Runnable task, Duration delay);
}
