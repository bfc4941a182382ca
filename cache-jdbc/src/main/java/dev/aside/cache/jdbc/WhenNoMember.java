package dev.aside.cache.jdbc;

/** What becomes of a borrow for a group none of whose members may answer. */
public enum WhenNoMember {
    /** It fails, so that what a group is kept for burdens nobody else. */
    FAIL,

    /** Whoever answers for the readers lends the connection, as to who asks for a reader. */
    READERS
}
