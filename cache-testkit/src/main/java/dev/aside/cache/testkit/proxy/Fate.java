package dev.aside.cache.testkit.proxy;

/** What becomes of a message. */
enum Fate {
    /** It goes on. */
    PASS,
    /** It does not go on, and nobody is told. */
    EAT,
    /** It does not go on, and the connection is reset. */
    LOSE,
    /** It goes on after the next. */
    HOLD
}
