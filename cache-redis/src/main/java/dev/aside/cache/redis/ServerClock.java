package dev.aside.cache.redis;

import dev.aside.cache.spi.Ticker;

/**
 * The server's time as this process knows it: what the server said, and when. Of the latest answers the quickest counts, since
 * it can be wrong by no more than its trip took. Before the first answer time counts from zero: a guess that was ahead of the
 * server would be taken for a clock that was set back.
 */
final class ServerClock {

    private static final int KEPT = 8;

    /** What no clock strays by between two answers. */
    private static final long SET_NANOS = 50_000_000;

    private final Ticker ticker;
    private final long[] trips = new long[KEPT];
    private final long[] offsets = new long[KEPT];
    private int seen;

    /** What is to be added to the ticker. */
    private volatile long offsetNanos;

    private volatile boolean told;

    ServerClock(Ticker ticker) {
        this.ticker = ticker;
        this.offsetNanos = -ticker.nanos();
    }

    long millis() {
        return Math.floorDiv(ticker.nanos() + offsetNanos, 1_000_000L);
    }

    /** Returns whether a server has ever said what time it is, so that this is a date. */
    boolean isDate() {
        return told;
    }

    /** Another server has another clock. Like {@link #told}, called by one thread at a time. */
    void forget() {
        seen = 0;
    }

    /** Takes an answer to TIME. */
    void told(long serverMicros, long sentNanos, long nowNanos) {
        long trip = nowNanos - sentNanos;
        long offset = serverMicros * 1_000 - (sentNanos + trip / 2);
        if (seen > 0 && Math.abs(offset - offsetNanos) > trip + SET_NANOS) {
            seen = 0; // somebody has set that clock
        }
        trips[seen % KEPT] = trip;
        offsets[seen % KEPT] = offset;
        seen++;
        int best = 0;
        for (int i = 1; i < Math.min(seen, KEPT); i++) {
            if (trips[i] < trips[best]) {
                best = i;
            }
        }
        offsetNanos = offsets[best];
        told = true;
    }
}
