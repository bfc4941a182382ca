package dev.aside.cache.engine;

import dev.aside.cache.CacheStats;
import java.time.Duration;

/**
 * A snapshot of the counts.
 *
 * @see CacheStats
 */
record Stats(
        long nearHits,
        long farHits,
        long misses,
        long loads,
        long loadFailures,
        Duration loadTime,
        long puts,
        long invalidations,
        long evictions,
        long refusedFills,
        long unstorable,
        long staleServed,
        long bypasses,
        long estimatedSize,
        long pendingChanges)
        implements CacheStats {

    static Stats of(Parts<?, ?> parts) {
        Counters counters = parts.counters;
        return new Stats(
                parts.near.hits() + counters.slowNearHits.sum(),
                counters.farHits.sum(),
                counters.misses.sum(),
                counters.loads.sum(),
                counters.loadFailures.sum(),
                Duration.ofNanos(counters.loadNanos.sum()),
                counters.puts.sum(),
                counters.invalidations.sum(),
                parts.near.evictions(),
                counters.refusedFills.sum(),
                counters.unstorable.sum(),
                counters.staleServed.sum(),
                counters.bypasses.sum(),
                parts.near.estimatedSize(),
                parts.journal.pendingCount());
    }
}
