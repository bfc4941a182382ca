package dev.aside.bench.routing;

import java.sql.Connection;
import java.sql.SQLException;

/** What lends connections in one subject's way. */
@FunctionalInterface
interface Lender {
    /** Borrows one. */
    Connection lend() throws SQLException;

    /** A thread begins to borrow, and goes on to its end. */
    default void enter() {}
}
