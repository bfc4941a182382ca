package dev.aside.bench.failover;

import java.util.List;

/** Whose data source it is, and how the writer is lost. */
enum Subject {
    /** Ours, by the defaults, and a writer that is killed. */
    ASIDE("Aside", true, false),
    /** Ours, by the defaults, and a writer that hangs. */
    ASIDE_HUNG("Aside, hung", true, true),
    /** Two pools, each over the driver's own list of hosts. */
    HOST_LIST("HikariCP, pgjdbc's list of hosts", false, false),
    /** The same, and a writer that hangs. */
    HOST_LIST_HUNG("HikariCP, pgjdbc's list of hosts, hung", false, true);

    private final String label;
    private final boolean isOurs;
    private final boolean hangs;

    Subject(String label, boolean isOurs, boolean hangs) {
        this.label = label;
        this.isOurs = isOurs;
        this.hangs = hangs;
    }

    String label() {
        return label;
    }

    boolean isOurs() {
        return isOurs;
    }

    /** Whether the writer does not die, but stops. */
    boolean hangs() {
        return hangs;
    }

    static List<Subject> all() {
        return List.of(values());
    }

    static List<Subject> ours() {
        return List.of(ASIDE, ASIDE_HUNG);
    }
}
