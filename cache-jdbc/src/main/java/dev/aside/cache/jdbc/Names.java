package dev.aside.cache.jdbc;

/** What the writer calls the nodes that it knows, which is what stands for the question mark of a pattern. */
enum Names {
    /** It knows none. */
    NONE,

    /** Each by a name, which is the first part of its host's. */
    OF_NODES,

    /** Each by where it is: host and port. */
    OF_PLACES
}
