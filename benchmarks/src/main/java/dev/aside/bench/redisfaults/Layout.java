package dev.aside.bench.redisfaults;

/** Which servers a row needs. */
enum Layout {
    /** One, that accepts everybody. */
    ALONE,
    /** A writer and one that follows it and may take over. */
    PAIR,
    /** A writer and one that follows it and answers reads. */
    READER,
    /** One that speaks TLS. */
    TLS,
    /** One that asks for a user and a password. */
    USERS,
    /** One that loads slowly what it has kept. */
    SLOW_START;

    boolean hasReplica() {
        return this == PAIR || this == READER;
    }
}
