package dev.aside.bench.memory;

import java.util.List;

/** Whose entries are weighed. */
enum Subject {
    /** Ours, expiring, by the defaults. */
    ASIDE("Aside"),
    /** Ours, expiring also when idle. */
    ASIDE_IDLE("Aside, expireAfterAccess besides"),
    /** Ours, bounded by weight. */
    ASIDE_WEIGHT("Aside, maximumWeight"),
    /** Ours, with a soft expiry before the hard one. */
    ASIDE_SOFT("Aside, refreshAfterWrite besides"),
    /** Ours, with one tag an entry: the whole slot is kept. */
    ASIDE_TAGS("Aside, one tag an entry"),
    /** Ours, holding bytes in envelopes. */
    ASIDE_COPYING("Aside, copying: with encoded key and value"),
    /** Caffeine, bounded, without expiry. */
    CAFFEINE("Caffeine"),
    /** Caffeine with what ours has by default: expiry. */
    CAFFEINE_EXPIRING("Caffeine, expiring"),
    /** cache2k, bounded, without expiry. */
    CACHE2K("cache2k"),
    /** cache2k, bounded and expiring. */
    CACHE2K_EXPIRING("cache2k, expiring"),
    /** Guava's cache, bounded and expiring. */
    GUAVA_EXPIRING("Guava, expiring"),
    /** JetCache's local cache over Caffeine, expiring. */
    JETCACHE("JetCache, local, expiring"),
    /** Ehcache on the heap, bounded and expiring. */
    EHCACHE_EXPIRING("Ehcache, heap, expiring");

    private final String label;

    Subject(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    static List<Subject> all() {
        return List.of(values());
    }

    /** Those whom a key of the last line names. */
    static List<Subject> named() {
        return List.of(ASIDE, CAFFEINE, CAFFEINE_EXPIRING);
    }
}
