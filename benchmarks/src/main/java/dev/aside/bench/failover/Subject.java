package dev.aside.bench.failover;

import java.util.List;

/** Whose data source it is. */
enum Subject {
    /** Ours, by the defaults. */
    ASIDE("Aside"),
    /** Two pools, each over the driver's own list of hosts. */
    HOST_LIST("HikariCP, pgjdbc's list of hosts");

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
