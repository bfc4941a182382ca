package dev.aside.samples.demo.fleet;

/** What database the nodes share, and how their caches are loaded from it. */
public enum Source {
    /** One server, by a pool of connections. */
    ONE,
    /** A writer with two replicas, and caches that say that they are loaded from it. */
    CLUSTER,
    /**
     * The same, as it is done by hand: caches know nothing of the database, loads ask replicas, and a change is told after its
     * COMMIT. What the others are compared with.
     */
    CLUSTER_BY_HAND;

    /**
     * Returns whether there are several servers.
     *
     * @return whether there are
     */
    public boolean isCluster() {
        return this != ONE;
    }
}
