package dev.aside.simulation.model;

import dev.aside.cache.spi.EntryStore;
import dev.aside.simulation.world.Host;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.IntPredicate;

/** What a node knows of the slots that its servers have forgotten for want of memory. */
final class Evictions {
    private static final long NEVER = Long.MIN_VALUE;

    private final Host host;
    /** By server, how many it had forgotten when it last said so. */
    private final long[] counts;
    /** By server, which life of it that was. */
    private final Life[] lives;
    /** By server, when it was asked. */
    private final long[] askedNanos;

    private long seenNanos = NEVER;

    Evictions(Host host, int servers) {
        this.host = host;
        this.counts = new long[servers];
        this.lives = new Life[servers];
        this.askedNanos = new long[servers];
        Arrays.fill(askedNanos, NEVER);
    }

    /** Notes how many a server says that it has forgotten in this life. */
    void saw(int server, Life life, long count, long asked) {
        if (lives[server] == life && count != counts[server]) {
            seenNanos = host.world().nanos();
        }
        lives[server] = life;
        counts[server] = count;
        askedNanos[server] = asked;
    }

    /** Returns for how long none of those that there are connections to has forgotten anything, or zero if that is not known. */
    Duration since(IntPredicate connected) {
        long now = host.world().nanos();
        for (int i = 0; i < counts.length; i++) {
            boolean known = askedNanos[i] != NEVER && now - askedNanos[i] <= EntryStore.EVICTION_NOTICE.toNanos();
            if (connected.test(i) && !known) {
                return Duration.ZERO;
            }
        }
        return seenNanos == NEVER ? EntryStore.NEVER_EVICTED : Duration.ofNanos(now - seenNanos);
    }
}
