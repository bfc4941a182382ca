package dev.aside.cache.local;

import dev.aside.cache.spi.CoarseClock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Says how often a read of one entry is worth recording: once per tick. */
final class Ticks {

    /*
     * How long a tick is
     * ------------------
     * A policy learns from a read that an entry is wanted again, and how often. It needs to know when something must go, and
     * nothing goes unless something new comes in: so a tick ends at misses, after one for every 256 places of the cache. What
     * is recorded besides is paid for by the misses, each of which costs far more than the recordings that it brings; and where
     * hardly anything misses, hardly anything is recorded.
     *
     * Ticks of as many accesses as the cache has places record less. Over Zipf streams with a shifting working set they cost
     * nothing; but over a recorded trace of web pages they cost 1.5 points at 1 and 5 percent of the keys. Caffeine fits its
     * admission window to the load by comparing the hit rates of spans of recorded reads; most likely fewer of them led it to
     * another window. Ticks that end as said follow it to within 0.3 points at every capacity that was tried. Recording a
     * random eighth instead cost up to 3, since it forgets the rare reads that matter most. (Sampling what a policy is told is
     * an old idea; see the read buffers in B. Manes, "Design of a Modern Cache", 2016, and G. Einziger, R. Friedman, B. Manes,
     * "TinyLFU", 2017, for why losing some does little harm; and G. Einziger, O. Eytan, R. Friedman, B. Manes, "Adaptive
     * Software Cache Management", 2018, for the window.)
     *
     * A cache that only hits has ticks of a second, which a hit ends by the coarse clock that it reads anyhow, so that how
     * often an entry is wanted is known before the first eviction comes.
     *
     * Two threads that end a tick at once end one or two: that the number differs is all that matters.
     */

    /** The longest tick is 2 to the power of this, in milliseconds: about a second. */
    private static final int MAX_MILLIS_SHIFT = 10;

    /** A tick ends after a miss for every so many places, as a power of two. */
    private static final int PLACES_SHIFT = 8;

    private final CoarseClock clock;
    private final LongSupplier capacity;
    private final AtomicLong misses = new AtomicLong();
    private volatile int ended;

    Ticks(CoarseClock clock, LongSupplier capacity) {
        this.clock = clock;
        this.capacity = capacity;
    }

    /** Returns the present tick: the seconds so far, and the ticks that misses have ended besides. */
    int present(int now) {
        return (now >> MAX_MILLIS_SHIFT) + ended;
    }

    /** Returns the present tick. */
    int present() {
        return present(clock.millis());
    }

    /** Returns a tick that is not the present one. */
    int unrecorded() {
        return present() - 1;
    }

    /** Counts a miss, and ends the tick if it has seen enough of them. */
    void miss() {
        if (misses.incrementAndGet() % missesPerTick() == 0) {
            int next = ended + 1;
            ended = next;
        }
    }

    private long missesPerTick() {
        return Math.max(1, capacity.getAsLong() >> PLACES_SHIFT);
    }
}
