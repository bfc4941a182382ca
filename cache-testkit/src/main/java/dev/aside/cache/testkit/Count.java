package dev.aside.cache.testkit;

import dev.aside.cache.CacheStats;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/** The counts of a cache that a tally can be held against. */
enum Count {
    NEAR_HITS("near hits", CacheStats::nearHits),
    FAR_HITS("far hits", CacheStats::farHits),
    MISSES("misses", CacheStats::misses),
    LOADS("loads", CacheStats::loads),
    FAILED_LOADS("failed loads", CacheStats::loadFailures),
    REFUSED_FILLS("refused fills", CacheStats::refusedFills),
    STALE_SERVED("stale served", CacheStats::staleServed),
    BYPASSES("bypasses", CacheStats::bypasses),
    PUTS("puts", CacheStats::puts),
    INVALIDATIONS("invalidations", CacheStats::invalidations),
    PENDING_CHANGES("pending changes", CacheStats::pendingChanges);

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // a method reference that captures nothing
    private final ToLongFunction<CacheStats> value;

    Count(String label, ToLongFunction<CacheStats> value) {
        this.label = label;
        this.value = value;
    }

    String label() {
        return label;
    }

    long of(CacheStats stats) {
        return value.applyAsLong(stats);
    }

    /** Returns the counts that only ever grow, from which later ones are counted. */
    static Map<Count, Long> all(CacheStats stats) {
        Map<Count, Long> all = new EnumMap<>(Count.class);
        for (Count count : values()) {
            if (count != PENDING_CHANGES) {
                all.put(count, count.of(stats));
            }
        }
        return all;
    }
}
