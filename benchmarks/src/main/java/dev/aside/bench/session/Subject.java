package dev.aside.bench.session;

import java.util.List;

/** Whose sessions are measured. */
enum Subject {
    /** Ours, by the defaults: what this node has loaded it answers itself. */
    ASIDE("Aside"),
    /** Ours, with {@code nearBound(0)}: every request asks the server. */
    ASIDE_ASKING("Aside, asking each time"),
    /** Spring Session's default repository on Redis. */
    SPRING("Spring Session, default"),
    /** Spring Session's repository that finds sessions by their principal. */
    SPRING_INDEXED("Spring Session, indexed");

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
