package dev.aside.cache.route;

/**
 * Which server of a cluster is to answer. There are these two and will be no others: every server is one or the other, and a
 * group of servers with a name of its own has members that are.
 */
public enum EndpointRole {
    /** The server that takes changes; what it answers is the newest there is. */
    WRITER,

    /** A server that follows the writer; what it answers may lag behind. */
    READER
}
