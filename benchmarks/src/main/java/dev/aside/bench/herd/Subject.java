package dev.aside.bench.herd;

import java.util.List;

/** Whose loads are counted. */
enum Subject {
    /** Ours, by the defaults. */
    ASIDE("Aside"),
    /** Redisson's map with a loader. */
    REDISSON("Redisson, MapLoader"),
    /** JetCache's remote cache, protected from loading twice in one process. */
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
}
