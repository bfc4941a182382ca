package dev.aside.samples.database;

import dev.aside.cache.spi.Ticker;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/** What has become of all reads, or of all writes. Safe for use by many threads. */
final class Flow {

    private final Ticker ticker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Long> byNode = new TreeMap<>();
    private long lastNanos;
    private long longestNanos;
    private long failed;

    Flow(Ticker ticker) {
        this.ticker = ticker;
        this.lastNanos = ticker.nanos();
    }

    /**
     * What is told of it.
     *
     * @param byNode how many each node has answered, by its name, since the beginning
     * @param pauseMillis the longest time without an answer, since what was done last
     * @param failed how many have failed since then
     */
    record Traffic(Map<String, Long> byNode, long pauseMillis, long failed) {}

    void done(String node) {
        lock.lock();
        try {
            long now = ticker.nanos();
            byNode.merge(node, 1L, Long::sum);
            longestNanos = Math.max(longestNanos, now - lastNanos);
            lastNanos = now;
        } finally {
            lock.unlock();
        }
    }

    void failed() {
        lock.lock();
        try {
            failed++;
        } finally {
            lock.unlock();
        }
    }

    /** Something is done to the servers. A pause that there is goes on. */
    void begin() {
        lock.lock();
        try {
            longestNanos = 0;
            failed = 0;
        } finally {
            lock.unlock();
        }
    }

    Traffic traffic() {
        lock.lock();
        try {
            long pause = Math.max(longestNanos, ticker.nanos() - lastNanos);
            return new Traffic(Map.copyOf(byNode), Duration.ofNanos(pause).toMillis(), failed);
        } finally {
            lock.unlock();
        }
    }
}
