package dev.aside.cache.testkit;

/** What a test can leave behind, by {@link LeakCheck}. */
public enum Leak {
    /** A thread that is no daemon. */
    THREAD,
    /** An {@code Aside} that was not closed. */
    ASIDE,
    /** A load, a write or a batch that never ended. */
    FLIGHT,
    /** The right to load, neither used nor given back. */
    LEASE,
    /** A change that was neither closed nor undone. */
    CHANGE
}
