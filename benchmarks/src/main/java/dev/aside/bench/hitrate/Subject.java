package dev.aside.bench.hitrate;

import java.util.List;

/** Whose hit rate is measured. */
enum Subject {
    /** Ours, as it is shipped. */
    ASIDE("Aside"),
    /** Caffeine, bounded, with every read recorded. */
    CAFFEINE("Caffeine"),
    /** cache2k, bounded. */
    CACHE2K("cache2k"),
    /** Guava's cache, bounded. */
    GUAVA("Guava");

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

    /** Those whom the key of the last line names. */
    static List<Subject> named() {
        return List.of(ASIDE, CAFFEINE);
    }
}
