package dev.aside.cache.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Counts the changes this process has seen, by stripes of keys. Whoever reads a value captures the key's stripe before, and
 * uses the value later only if the stripe has not moved. Two keys of one stripe cost each other a load, never safety.
 */
public final class Stripes {

    /** How many there are in a process: 64 KiB, and rarely two changing keys in one. */
    static final int COUNT = 1 << 14;

    private final AtomicIntegerArray counts;
    private final int salt;
    private final AtomicInteger all = new AtomicInteger();

    /** @param counts as many as a power of two */
    public Stripes(AtomicIntegerArray counts, String cacheName) {
        this.counts = counts;
        this.salt = cacheName.hashCode();
    }

    static AtomicIntegerArray newCounts() {
        return new AtomicIntegerArray(COUNT);
    }

    public int of(Object key) {
        return counts.get(index(key)) + all.get();
    }

    public void move(Object key) {
        counts.incrementAndGet(index(key));
    }

    public void moveAll() {
        all.incrementAndGet();
    }

    private int index(Object key) {
        int hash = (key.hashCode() ^ salt) * 0x9E3779B9;
        return (hash ^ (hash >>> 16)) & (counts.length() - 1);
    }
}
