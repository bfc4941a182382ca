package dev.aside.simulation.plan;

/** One thing that differs between runs. Each has values from zero on, and zero is the tamest. */
public enum Knob {
    /** How many nodes above three. */
    NODES(3, 100),
    /** How many keys above one. */
    KEYS(8, 80),
    /** How many callers a node has above one. */
    CALLERS(3, 70),
    /** EVENTUAL, BOUNDED, READ_YOUR_WRITES, STRICT. */
    MODE(4, 100),
    /** How short the bound is. */
    BOUND(4, 60),
    /** Whether there is a near tier. */
    NEAR(2, 60),
    /** Whether the store has no feed. */
    FEEDLESS(2, 25),
    /** Whether the store is like Memcached. */
    MEMCACHED(2, 25),
    /** How many replicas the database has. */
    REPLICAS(3, 50),
    /** Which strategy loads follow. */
    STRATEGY(5, 40),
    /** Whether entries carry tags. */
    TAGGED(2, 40),
    /** Whether writes leave the cache empty. */
    AROUND(2, 30),
    /** How short the hard life is. */
    HARD(4, 50),
    /** How short the soft life is, as a part of the hard one. */
    SOFT(3, 30),
    /** How short a lease is. */
    LEASE(4, 50),
    /** How short the time-out of a write is. */
    WRITE(4, 50),
    /** How short the time-out of a load is. */
    LOAD(4, 40),
    /** How short the time-out of a step is. */
    OPERATION(3, 40),
    /** How short the lag is that a replica may have. */
    LAG(3, 50),
    /** Whether a change that cannot be fenced is refused. */
    REFUSE(2, 30),
    /** How few loads may run at once. */
    BUDGET(3, 20),
    /** Whether many keys are loaded at once. */
    BULK(2, 40),
    /** How slow the network is. */
    NETWORK(4, 70),
    /** How slow the database is. */
    DATABASE(4, 70),
    /** How long callers think. */
    THINKING(4, 70),
    /** How far the replica of the store lags. */
    STORE_LAG(2, 30),
    /** How often loads fail. */
    FAILING(3, 15),
    /** Whether those who follow the store's master answer reads. */
    FOLLOWERS(2, 40),
    /** Whether callers go from node to node, and take along what they have changed. */
    ROAMING(2, 50),
    /** Whether nodes tell each other by the database what they change, where nobody else does. */
    HEARD(2, 60);

    private final int positions;
    private final int percent;

    /** @param percent in how many of a hundred runs it may be other than tame */
    Knob(int positions, int percent) {
        this.positions = positions;
        this.percent = percent;
    }

    /** Returns how many values it has. */
    int positions() {
        return positions;
    }

    /** Returns in how many of a hundred runs it may be other than tame. */
    int percent() {
        return percent;
    }
}
