package dev.aside.bench.slowload;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A key that knows how it is loaded. Keys that load have hash codes of their own, but fall into a few bins of a table that folds the
 * upper half of a code into the lower one, as Java's maps do: so what happens in a large run once in thousands of loads, that one falls
 * into a bin where a slow one runs, happens all the time.
 *
 * @param kind how it is loaded
 * @param number which of its kind
 */
record Key(Kind kind, int number) implements Comparable<Key> {
    /** How a key is loaded. */
    enum Kind {
        /** Before anything is measured. */
        HELD,
        /** Slowly. */
        SLOW,
        /** At once. */
        OTHER
    }

    static final int BINS = 256;
    static final int SLOW_MILLIS = 100;

    /** What a source answers, in its own time. */
    Integer load() {
        if (kind == Kind.SLOW) {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SLOW_MILLIS);
            for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
        return number;
    }

    @Override
    public int hashCode() {
        return kind == Kind.HELD ? number : folding(number / BINS * 2 + (kind == Kind.SLOW ? 1 : 0), number % BINS);
    }

    /** A code whose lower half becomes the bin once the upper one is folded into it. */
    private static int folding(int upper, int bin) {
        int lower = (upper & 0xffff) ^ bin;
        return (upper << 16) | lower;
    }

    /** Order is what tables fall back to where hash codes are equal. */
    @Override
    public int compareTo(Key other) {
        int byKind = kind.compareTo(other.kind);
        return byKind == 0 ? Integer.compare(number, other.number) : byKind;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key key && key.kind == kind && key.number == number;
    }
}
