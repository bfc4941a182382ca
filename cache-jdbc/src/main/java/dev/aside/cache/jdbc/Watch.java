package dev.aside.cache.jdbc;

import java.sql.SQLException;

/** Who is told how the connections to a node fare. */
interface Watch {

    /** Returns the node's name. */
    String node();

    /** Returns whether the node takes writes, as far as is known now. */
    boolean isWriter();

    /** Nobody knows what has become of what was sent. */
    void isUnknown();

    /** A statement is sent. Returns what is to be said when it has been answered. */
    long begins();

    /** A statement that began then has been answered, or has failed. */
    void ends(long begun);

    /** Returns whether the error says that the connection is gone, and perhaps an answer with it. */
    boolean isLost(SQLException error);

    /**
     * Returns what the user is told of an error that is not the loss of an answer.
     *
     * @param server which server of the node's the connection was made to
     * @param wasWriter whether the node has taken writes since the connection was made
     */
    SQLException told(SQLException error, String server, boolean wasWriter);
}
