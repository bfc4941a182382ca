package dev.aside.bench.faults;

import com.google.common.util.concurrent.Uninterruptibles;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Time, as it passes. */
public final class Moments {
    private static final Duration LOOK = Duration.ofMillis(5);

    private Moments() {}

    /**
     * Lets time pass.
     *
     * @param time how much
     */
    public static void pass(Duration time) {
        Uninterruptibles.sleepUninterruptibly(time);
    }

    /**
     * Waits until a thread has ended.
     *
     * @param thread which
     */
    public static void join(Thread thread) {
        Uninterruptibles.joinUninterruptibly(thread);
    }

    /**
     * Waits until something is so.
     *
     * @param longest for how long
     * @param isSo asked again and again
     * @return whether it was so in time
     */
    public static boolean await(Duration longest, BooleanSupplier isSo) {
        long end = System.nanoTime() + longest.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            pass(LOOK);
        }
        return true;
    }
}
