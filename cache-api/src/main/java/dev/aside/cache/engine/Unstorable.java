package dev.aside.cache.engine;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Values that cannot be stored. They are counted, and the log says why, once a cache: one that stores nothing
 * answers rightly, and seems to work.
 */
final class Unstorable {

    static final String BY_LIFE_OR_WEIGHT = "its expiry or weigher refused it";

    static final String BY_TAGS = "its tagger refused it";

    private static final System.Logger LOG = System.getLogger(Unstorable.class.getName());

    private final String cacheName;
    private final Counters counters;
    private final AtomicBoolean said = new AtomicBoolean();

    Unstorable(String cacheName, Counters counters) {
        this.cacheName = cacheName;
        this.counters = counters;
    }

    /** Counts one. The reason is for people, and quotes neither key nor value. */
    void count(String reason) {
        counters.unstorable.increment();
        if (said.compareAndSet(false, true)) {
            LOG.log(Level.WARNING, cacheName + ": a value is not stored: " + reason + "; the next are counted only");
        }
    }
}
