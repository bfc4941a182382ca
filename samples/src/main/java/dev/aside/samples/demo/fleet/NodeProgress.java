package dev.aside.samples.demo.fleet;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What the threads of a node share: who does the next access, the versions they make up, and what failed. */
final class NodeProgress {
    static final int END = -1;

    // A life has room for a trillion versions, and all versions of lives lie above the first version of rows.
    private static final int LIFE_SHIFT = 40;

    private final Share share;
    private final AtomicInteger taken;
    private final AtomicLong versions;
    private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();

    NodeProgress(Share share, int from, int life) {
        this.share = share;
        this.taken = new AtomicInteger(from);
        this.versions = new AtomicLong((long) life << LIFE_SHIFT);
    }

    /** Returns the place in the trace of the next access, or END. */
    int next() {
        int index = taken.getAndIncrement();
        return index < share.size() ? share.position(index) : END;
    }

    int taken() {
        return Math.min(taken.get(), share.size());
    }

    /** Returns a version that nobody else uses. */
    long newVersion() {
        return versions.incrementAndGet();
    }

    void failed(Exception e) {
        failures.computeIfAbsent(e.getClass().getSimpleName(), name -> new LongAdder())
                .increment();
    }

    /** Returns how often each kind of failure was seen. */
    Map<String, Long> failures() {
        Map<String, Long> counts = new TreeMap<>();
        failures.forEach((name, count) -> counts.put(name, count.sum()));
        return counts;
    }
}
