package dev.aside.cache.memcached;

import dev.aside.cache.spi.Ticker;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * For how long this process has known of those who hold slots: leases, and changes that are open.
 *
 * <p>Servers of this kind do not tell their time, so deadlines are by the clocks of the nodes that set them. One whose clock is
 * ahead would take everybody's holdings for lapsed. So whoever is said to have lapsed is believed to have only when this process
 * has known of it for as long as it was allowed to hold, by its own elapsed time. What this process has placed itself it has known
 * of from the beginning.
 */
final class Sightings {

    /** Those that have been known for longest are forgotten first, and then waited for once more. */
    static final int MAXIMUM = 10_000;

    private static final long MILLI = 1_000_000;

    private final Ticker ticker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Holder, Sighting> all = new LinkedHashMap<>();

    Sightings(Ticker ticker) {
        this.ticker = ticker;
    }

    private record Holder(String name, long stamp) {}

    /** @param lifeMillis for how long it may hold; negative if that is not known here */
    private record Sighting(long sinceNanos, long lifeMillis) {}

    /** Notes what this process has placed. */
    void placed(String name, long stamp, long lifeMillis, long sentNanos) {
        put(new Holder(name, stamp), new Sighting(sentNanos, lifeMillis));
    }

    private void put(Holder holder, Sighting sighting) {
        lock.lock();
        try {
            all.remove(holder); // so that it is the youngest
            all.put(holder, sighting);
            if (all.size() > MAXIMUM) {
                all.remove(all.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Notes what somebody has placed, unless it is known. */
    void saw(String name, long stamp) {
        lock.lock();
        try {
            Holder holder = new Holder(name, stamp);
            if (!all.containsKey(holder)) {
                put(holder, new Sighting(ticker.nanos(), -1));
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns for how much longer a holder is not believed to have lapsed, in milliseconds. One that is not known is from now on.
     *
     * @param longestMillis for how long it may hold at most
     * @param moreMillis for how much longer it counts
     */
    long missingMillis(String name, long stamp, long longestMillis, long moreMillis) {
        lock.lock();
        try {
            saw(name, stamp);
            Sighting sighting = all.get(new Holder(name, stamp));
            if (sighting == null) {
                throw new AssertionError("it was just seen");
            }
            long life = (sighting.lifeMillis() < 0 ? longestMillis : sighting.lifeMillis()) + moreMillis;
            long known = (ticker.nanos() - sighting.sinceNanos()) / MILLI;
            return Math.max(0, life - known);
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return all.size();
        } finally {
            lock.unlock();
        }
    }
}
