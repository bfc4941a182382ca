package dev.aside.bench.redisfaults;

import com.google.common.util.concurrent.Uninterruptibles;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Time, as it passes. */
final class Moments {
    private static final Duration LOOK = Duration.ofMillis(5);

    private Moments() {}

    /** Lets time pass. */
    static void pass(Duration time) {
        Uninterruptibles.sleepUninterruptibly(time);
    }

    /** Waits until a thread has ended. */
    static void join(Thread thread) {
        Uninterruptibles.joinUninterruptibly(thread);
    }

    /** Waits until something is so, and returns whether it is in time. */
    static boolean await(Duration longest, BooleanSupplier isSo) {
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
