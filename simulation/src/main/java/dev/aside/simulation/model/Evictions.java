package dev.aside.simulation.model;

import dev.aside.simulation.world.Host;

/** What a node knows of the slots that its servers have forgotten for want of memory. */
final class Evictions {
    private final Host host;
    /** By server, how many it had forgotten when it last said so. */
    private final long[] seen;

    private long freshSinceNanos = Long.MIN_VALUE;
    private boolean evicting;

    Evictions(Host host, int servers) {
        this.host = host;
        this.seen = new long[servers];
    }

    /** There is a new connection to a server, which has forgotten so many. */
    void connected(int server, long count) {
        seen[server] = count;
        freshSinceNanos = host.world().nanos();
    }

    /** Notes how many a server says that it has forgotten. */
    void saw(int server, long count) {
        evicting = count != seen[server];
        seen[server] = count;
        if (evicting) {
            freshSinceNanos = host.world().nanos();
        }
    }

    /** Returns from when on, by true time, what was known of the database still counts. */
    long freshSinceNanos() {
        return evicting ? Long.MAX_VALUE : freshSinceNanos;
    }
}
