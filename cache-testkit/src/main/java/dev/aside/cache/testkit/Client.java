package dev.aside.cache.testkit;

/** One cache of one node, as the server knows it. */
interface Client {

    String cacheName();

    /** The time that the node tells. */
    long timeMillis();

    /** The epoch of the node's connection. */
    long epoch();

    /** Who is told of changes. */
    InMemoryFeed pushes();
}
