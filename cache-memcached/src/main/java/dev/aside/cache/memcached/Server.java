package dev.aside.cache.memcached;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which process answers at a place, as it says itself.
 *
 * @param pid its id; in containers that may be the same for all
 * @param startedSeconds when it was started, by its own clock
 * @param uptimeSeconds for how long it has run, which servers count from a few seconds before
 */
record Server(long pid, long startedSeconds, long uptimeSeconds) {

    /** What two answers of one process may differ by, since each is rounded. */
    private static final long ROUNDED = 2;

    /** By how much a server may say that it has run longer than it has: it counts from two seconds before. */
    static final long AHEAD = 3;

    /** Returns what a server has said, or null if it has not said it. */
    static @Nullable Server of(Map<String, String> stats) {
        try {
            long uptime = number(stats, "uptime");
            return new Server(number(stats, "pid"), number(stats, "time") - uptime, uptime);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static long number(Map<String, String> stats, String name) {
        return Long.parseLong(stats.getOrDefault(name, ""));
    }

    boolean isSameAs(Server other) {
        return pid == other.pid && Math.abs(startedSeconds - other.startedSeconds) <= ROUNDED;
    }

    /** Returns whether it was started, with nothing, within so many seconds. */
    boolean startedWithin(long seconds) {
        return uptimeSeconds - AHEAD <= seconds;
    }
}
