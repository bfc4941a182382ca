package dev.aside.cache.testkit;

/** One cache of one node, as the server knows it. */
interface Client {

    String cacheName();

    /** The time that the node tells. */
    long timeMillis();

    /** The epoch of the node's connection. */
    long epoch();

    /** Slots have been forgotten before their time. */
    void evicted();

    /** Who is told of changes. */
    InMemoryFeed pushes();
}
