package dev.aside.cache.spi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;

/**
 * The time that hits are judged by: milliseconds in an int, read without a system call and set by a timer every
 * {@link #PERIOD}. It may lag behind by that period plus the delay of the timer's thread, and wraps around after 49 days, so
 * only differences below half of that mean anything.
 *
 * <p><b>Thread-safety:</b> safe for use by many threads.
 */
public final class CoarseClock {

    /** How often the clock is set: 5 milliseconds, half of the smallest bound and some 200 wake-ups a second. */
    public static final Duration PERIOD = Duration.ofMillis(5);

    private static final VarHandle NOW;

    static {
        try {
            NOW = MethodHandles.lookup().findVarHandle(CoarseClock.class, "now", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Ticker ticker;
    private final long start;

    @SuppressWarnings("UnusedVariable") // through NOW
    private volatile int now;

    /**
     * Creates a clock that stands at zero until it is {@linkplain #update() set}.
     *
     * @param ticker the exact time
     */
    public CoarseClock(Ticker ticker) {
        this.ticker = ticker;
        this.start = ticker.nanos();
    }

    /**
     * Returns the coarse time.
     *
     * @return milliseconds since the clock was made, wrapping around
     */
    public int millis() {
        return (int) NOW.getOpaque(this);
    }

    /**
     * Returns the exact time on the same scale.
     *
     * @return milliseconds since the clock was made
     */
    public long exactMillis() {
        return (ticker.nanos() - start) / 1_000_000;
    }

    /** Sets the coarse time to the exact one. */
    public void update() {
        now = (int) exactMillis();
    }
}
