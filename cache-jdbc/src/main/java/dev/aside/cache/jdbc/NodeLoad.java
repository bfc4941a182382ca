package dev.aside.cache.jdbc;

import java.util.concurrent.atomic.AtomicInteger;

/** How much a node has to do, as far as this process gives it: statements under way, and the time that one takes. */
final class NodeLoad {

    /** What a statement is taken for before one has been seen: so that a node that is new is neither flooded nor shunned. */
    private static final long UNSEEN_NANOS = 1_000_000;

    /** Each statement counts for one eighth of the average. */
    private static final int SHARE = 3;

    private final AtomicInteger underWay = new AtomicInteger();
    private volatile long averageNanos = UNSEEN_NANOS;

    void begins() {
        underWay.incrementAndGet();
    }

    /** An average that is written by two at once forgets one of them, which is as well. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void ends(long nanos) {
        underWay.decrementAndGet();
        averageNanos += (nanos - averageNanos) >> SHARE;
    }

    /** Forgets half of what a slow node is remembered for, so that it is tried again. */
    void fade() {
        long known = averageNanos;
        if (underWay.get() == 0 && known > UNSEEN_NANOS) {
            averageNanos = known - (known >> 1);
        }
    }

    /** Returns what it costs to be the next one. */
    double cost() {
        return (underWay.get() + 1.0) * averageNanos;
    }
}
