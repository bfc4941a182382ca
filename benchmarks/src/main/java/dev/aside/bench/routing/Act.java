package dev.aside.bench.routing;

/** What is measured. Public because the harness reads it as a parameter. */
public enum Act {
    /** A connection is borrowed and returned. */
    BORROW("borrow"),
    /** A connection is borrowed for reading, makes a statement, and is returned with it. */
    READ("read");

    private final String label;

    Act(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
