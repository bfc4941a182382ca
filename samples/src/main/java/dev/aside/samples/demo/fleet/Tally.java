package dev.aside.samples.demo.fleet;

import java.util.HashMap;
import java.util.Map;

/**
 * What a server counts, over its restarts: one that starts again counts from zero. What it did between the last look and its
 * end is lost. Not safe for many threads.
 */
final class Tally {
    private final Map<String, Long> before = new HashMap<>();
    private Map<String, Long> now = Map.of();

    /**
     * Takes what the server says.
     *
     * @param seen its counts
     * @param isAnother whether it was started since it was asked last
     */
    void see(Map<String, Long> seen, boolean isAnother) {
        if (isAnother) {
            now.forEach((name, count) -> before.merge(name, count, Long::sum));
        }
        now = seen;
    }

    /** Counts from here. */
    void begin() {
        before.clear();
        now.forEach((name, count) -> before.put(name, -count));
    }

    /** What the server said last, of its present life only. */
    long last(String name) {
        return now.getOrDefault(name, 0L);
    }

    /** What was counted since the begin. */
    long of(String name) {
        return before.getOrDefault(name, 0L) + last(name);
    }
}
