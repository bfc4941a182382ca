package dev.aside.cache.memcached;

import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.Ticker;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** For how long a server has evicted nothing young, as it says itself. It is asked once somebody wants to know. */
final class Evicted {

    /*
     * What is young
     * -------------
     * A server that is full evicts all the time, mostly what nobody has asked for in hours, and such a fence is of no use to
     * anybody. It says of each class of sizes how long the last one that it evicted had lain untouched. Those before it, since the
     * last question, came from the same end of the same queue, so they are taken to be as old as that to within what lies between how
     * long a slot remembers and how far a replica may lag. What goes with a page that is moved to another class, or with all that
     * is flushed, has any age.
     *
     * A new connection is told to the stores as that to another server, so only what happens on the same one counts.
     */

    private static final System.Logger LOGGER = System.getLogger(Evicted.class.getName());

    private static final String EVICTED = ":evicted";

    /** What goes in these ways has no age. */
    private static final String[] OF_ANY_AGE = {
        "slab_reassign_evictions_nomem", "slab_reassign_busy_deletes", "cmd_flush"
    };

    /** By how much an age may be wrong: the server's clock has whole seconds, and so has its word. */
    private static final long ROUNDED = 2;

    /** One life of one connection. */
    interface Asked {
        /**
         * Asks the server about itself.
         *
         * @param what about what of it, or null for the most general
         * @param then told what it says, which is nothing if it does not say that
         */
        void stats(@Nullable String what, Consumer<Map<String, String>> then);
    }

    private record Known(Asked by, long evictions, long ofAnyAge, Map<String, String> byClass, long askedNanos) {}

    private final Supplier<Place> place;
    private final Ticker ticker;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Known known;
    private volatile OptionalLong seenNanos = OptionalLong.empty();
    private volatile long youngSeconds = -1;
    private volatile boolean told;

    /** @param place where the server is */
    Evicted(Supplier<Place> place, Ticker ticker) {
        this.place = place;
        this.ticker = ticker;
    }

    /** Says that somebody wants to know of what is no older than that; returns whether nobody did before. */
    boolean want(Duration young) {
        long seconds = young.toSeconds() + ROUNDED;
        long before = youngSeconds;
        if (before < seconds) {
            youngSeconds = seconds;
        }
        return before < 0;
    }

    /** Asks, if somebody wants to know. */
    void ask(Asked by) {
        if (youngSeconds >= 0) {
            long now = ticker.nanos();
            by.stats(null, stats -> heard(by, now, stats));
        }
    }

    private void heard(Asked by, long askedNanos, Map<String, String> stats) {
        long evictions = number(stats, "evictions");
        if (evictions < 0) {
            tellOfSilence();
            return;
        }
        long ofAnyAge = 0;
        for (String name : OF_ANY_AGE) {
            ofAnyAge += Math.max(0, number(stats, name));
        }
        long all = ofAnyAge;
        Known last = known;
        if (last == null || last.by() != by) {
            by.stats("items", items -> know(new Known(by, evictions, all, byClass(items), askedNanos)));
            return;
        }
        if (ofAnyAge != last.ofAnyAge()) {
            seen();
        }
        if (evictions == last.evictions()) {
            know(new Known(by, evictions, all, last.byClass(), askedNanos));
        } else {
            by.stats("items", items -> heardItems(new Known(by, evictions, all, byClass(items), askedNanos), items));
        }
    }

    private void heardItems(Known now, Map<String, String> items) {
        Known last = known;
        Map<String, String> before = last == null || last.by() != now.by() ? Map.of() : last.byClass();
        if (youngest(before, items) <= youngSeconds) {
            seen();
        }
        know(now);
    }

    private void seen() {
        seenNanos = OptionalLong.of(ticker.nanos());
    }

    private void know(Known now) {
        lock.lock();
        try {
            Known last = known;
            boolean late = last != null && last.askedNanos() - now.askedNanos() > 0;
            known = late ? last : now;
        } finally {
            lock.unlock();
        }
    }

    private static Map<String, String> byClass(Map<String, String> items) {
        Map<String, String> counts = new TreeMap<>(items);
        counts.keySet().removeIf(name -> !name.endsWith(EVICTED));
        return counts;
    }

    /**
     * Returns for how many seconds the youngest had lain untouched that was evicted: of each class the last.
     *
     * @param before by class, how many had been evicted when it was asked before
     * @param items what has been said of the classes now. One that holds nothing is not named; if it is that one, its last was
     *     as young as can be
     */
    static long youngest(Map<String, String> before, Map<String, String> items) {
        long youngest = Long.MAX_VALUE;
        boolean any = false;
        for (Map.Entry<String, String> count : byClass(items).entrySet()) {
            String name = count.getKey();
            if (!count.getValue().equals(before.getOrDefault(name, "0"))) {
                any = true;
                youngest = Math.min(youngest, Math.max(0, number(items, name + "_time")));
            }
        }
        return any ? youngest : 0;
    }

    private static long number(Map<String, String> stats, String name) {
        try {
            return Long.parseLong(stats.getOrDefault(name, ""));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private void tellOfSilence() {
        if (!told) {
            told = true;
            LOGGER.log(
                    Level.WARNING,
                    () -> "memcached " + place.get()
                            + ": does not say how much it evicts (stats, evictions), so loads ask"
                            + " the database's writer where it is before they read a replica");
        }
    }

    /**
     * Returns for how long nothing young has been evicted, or zero if that is not known.
     *
     * @param wire the connection by which something may have been read, or null if there is none, and nothing was
     */
    Duration since(@Nullable Asked wire) {
        Known last = known;
        long now = ticker.nanos();
        boolean unknown =
                last == null || last.by() != wire || now - last.askedNanos() > EntryStore.EVICTION_NOTICE.toNanos();
        if (wire != null && unknown) {
            return Duration.ZERO;
        }
        OptionalLong seen = seenNanos;
        return seen.isEmpty() ? EntryStore.NEVER_EVICTED : Duration.ofNanos(now - seen.getAsLong());
    }
}
