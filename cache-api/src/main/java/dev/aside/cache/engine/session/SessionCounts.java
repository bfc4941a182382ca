package dev.aside.cache.engine.session;

import dev.aside.cache.session.SessionStats;
import java.util.concurrent.atomic.LongAdder;

/** The counts of one store. */
final class SessionCounts {
    final LongAdder created = new LongAdder();
    final LongAdder nearHits = new LongAdder();
    final LongAdder farHits = new LongAdder();
    final LongAdder misses = new LongAdder();
    final LongAdder saves = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder deleted = new LongAdder();
    final LongAdder expired = new LongAdder();
    final LongAdder unreadable = new LongAdder();
    final LongAdder unavailable = new LongAdder();
    final LongAdder degraded = new LongAdder();

    SessionStats now() {
        return new SessionStats(
                created.sum(),
                nearHits.sum(),
                farHits.sum(),
                misses.sum(),
                saves.sum(),
                refused.sum(),
                deleted.sum(),
                expired.sum(),
                unreadable.sum(),
                unavailable.sum(),
                degraded.sum());
    }
}
