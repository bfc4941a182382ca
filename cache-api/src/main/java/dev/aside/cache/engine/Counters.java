package dev.aside.cache.engine;

import java.util.concurrent.atomic.LongAdder;

/** What {@link dev.aside.cache.CacheStats} reports, as it is counted. */
final class Counters {
    final LongAdder slowNearHits = new LongAdder();
    final LongAdder farHits = new LongAdder();
    final LongAdder misses = new LongAdder();
    final LongAdder loads = new LongAdder();
    final LongAdder loadFailures = new LongAdder();
    final LongAdder loadNanos = new LongAdder();
    final LongAdder puts = new LongAdder();
    final LongAdder invalidations = new LongAdder();
    final LongAdder refusedFills = new LongAdder();
    final LongAdder unstorable = new LongAdder();
    final LongAdder staleServed = new LongAdder();
    final LongAdder bypasses = new LongAdder();
}
