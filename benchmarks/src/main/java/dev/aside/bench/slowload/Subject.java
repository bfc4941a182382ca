package dev.aside.bench.slowload;

import java.util.List;

/** Who loads slowly. */
enum Subject {
    /** Ours, by the defaults. */
    ASIDE("Aside"),
    /** Caffeine's computation inside its map. */
    CAFFEINE("Caffeine get(key, fn)"),
    /** Guava's load beside its segment. */
    GUAVA("Guava get(key, fn)"),
    /** JetCache's load between two calls of Caffeine. */
    JETCACHE("JetCache, local");

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
        return List.of(ASIDE, CAFFEINE);
    }
}
