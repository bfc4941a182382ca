package dev.aside.bench.hotpath;

import java.util.Arrays;
import java.util.List;

/** Who is measured. Public because the harness reads it as a parameter. */
public enum Subject {
    /** Ours, with expiry and statistics, by the defaults. */
    ASIDE("Aside", true),
    /** The floor: a map that forgets nothing and counts nothing. */
    MAP("ConcurrentHashMap (floor)", false),
    /** Caffeine, bounded, without expiry or statistics. */
    CAFFEINE("Caffeine", true),
    /** Caffeine with what ours has by default: expiry. */
    CAFFEINE_EXPIRING("Caffeine, expiring", true),
    /** cache2k, bounded, without expiry. */
    CACHE2K("cache2k", true),
    /** Guava's cache, bounded. */
    GUAVA("Guava", false),
    /** Ehcache on the heap, bounded. */
    EHCACHE("Ehcache, heap", false),
    /** JetCache's local cache over Caffeine. */
    JETCACHE("JetCache, local", true),
    /** Spring's abstraction over Caffeine, called directly. */
    SPRING_CACHE("Spring CaffeineCache.get", true),
    /** Spring's annotation on a proxied bean, over Caffeine. */
    SPRING_CACHEABLE("Spring @Cacheable", true);

    private final String label;
    private final boolean named;

    Subject(String label, boolean named) {
        this.label = label;
        this.named = named;
    }

    String label() {
        return label;
    }

    /** The peers: everyone but us and the floor, which is no cache. */
    static List<Subject> peers(List<Subject> among) {
        return among.stream()
                .filter(subject -> subject != ASIDE && subject != MAP)
                .toList();
    }

    static List<Subject> all() {
        return List.of(values());
    }

    /** Those whom a key of the last line names, or who decide one. */
    static List<Subject> named() {
        return Arrays.stream(values()).filter(subject -> subject.named).toList();
    }
}
