package dev.aside.bench.failover;

import java.sql.Connection;
import java.sql.SQLException;

/** A database as one subject gives access to it. */
interface Access extends AutoCloseable {
    /** Borrows a connection to the writer. */
    Connection writer() throws SQLException;

    /** Borrows a connection to a reader. */
    Connection reader() throws SQLException;

    /** Whether it may be begun. */
    default boolean isReady() {
        return true;
    }

    /** Returns the port of who is known to be the writer while there are readers beside it, or zero. */
    default int knownWriter() {
        return 0;
    }

    /** Whether the failure means that nobody knows what has become of an insert. */
    default boolean isUnknown(SQLException failure) {
        return false;
    }

    @Override
    void close();
}
