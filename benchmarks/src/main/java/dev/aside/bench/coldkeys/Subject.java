package dev.aside.bench.coldkeys;

import java.util.List;

/** Whose misses are measured. */
enum Subject {
    /** Ours, by the defaults: one load a key on all nodes. */
    ASIDE("Aside"),
    /** Redisson's map with a loader. */
    REDISSON("Redisson, MapLoader"),
    /** JetCache's remote cache, protected from loading twice in this process. */
    JETCACHE("JetCache, penetration protect"),
    /** Spring's cache on Redis, as {@code @Cacheable(sync = true)} calls it. */
    SPRING("Spring RedisCache, sync");

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
        return List.of(ASIDE, REDISSON);
    }
}
