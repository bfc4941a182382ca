package dev.aside.cache.memcached;

import java.util.function.LongSupplier;

/**
 * Gives numbers to versions of windows: what time it is in microseconds, or one more than the number before. Those of one generation of a
 * board are odd or even, those of the next the other, so that none of them is ever the number of both.
 *
 * @param nowMicros what time it is
 * @param parity 0 or 1
 */
record VersionClock(LongSupplier nowMicros, int parity) {

    long after(long version) {
        long next = Math.max(version + 1, nowMicros.getAsLong());
        return (next & 1) == parity ? next : next + 1;
    }
}
