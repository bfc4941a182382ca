package dev.aside.cache.route;

/** Which server of a cluster is to answer. */
public enum EndpointRole {
    /** The server that takes changes; what it answers is the newest there is. */
    WRITER,

    /** A server that follows the writer; what it answers may lag behind. */
    READER
}
