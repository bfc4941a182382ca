package dev.aside.cache.session;

/** What becomes of requests that change one session at once. */
public enum SessionConcurrency {
    /** All keep what they have changed, attribute by attribute; of one attribute the later save stands. The default. */
    MERGE,
    /** A save is refused if an attribute that it changes was changed by another since the session was loaded. */
    OPTIMISTIC,
    /** One request at a time has the session, from its load to its save; others wait, and then see what it has done. */
    EXCLUSIVE
}
