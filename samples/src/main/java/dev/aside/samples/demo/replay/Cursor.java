package dev.aside.samples.demo.replay;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Deals a trace out to the workers, in order, a chunk at a time. What was dealt is replayed to its end, so the accesses
 * replayed are always the first so many of the trace.
 */
final class Cursor {
    static final int END = -1;
    private static final int CHUNK = 128;

    private final int size;
    private final long began = System.nanoTime();
    private final long budget;
    private final AtomicInteger dealt = new AtomicInteger();
    private final LongAdder reads = new LongAdder();
    private volatile boolean stopped;

    /** Begins now; deals nothing more once the budget is used up, but one chunk in any case. */
    Cursor(int size, Duration budget) {
        this.size = size;
        this.budget = budget.toNanos();
    }

    /** Returns the first place of the next chunk, or END. */
    int next() {
        int start;
        do {
            start = dealt.get();
            boolean over = stopped || (start > 0 && elapsed() > budget);
            if (over || start >= size) {
                return END;
            }
        } while (!dealt.compareAndSet(start, Math.min(size, start + CHUNK)));
        return start;
    }

    /** Returns the place after the last one of a chunk. */
    int endOf(int start) {
        return Math.min(size, start + CHUNK);
    }

    void finished(int readsOfChunk) {
        reads.add(readsOfChunk);
    }

    /** Deals nothing more: a worker failed. */
    void stop() {
        stopped = true;
    }

    int accesses() {
        return dealt.get();
    }

    long reads() {
        return reads.sum();
    }

    /** Nanoseconds since the begin. */
    long elapsed() {
        return System.nanoTime() - began;
    }
}
