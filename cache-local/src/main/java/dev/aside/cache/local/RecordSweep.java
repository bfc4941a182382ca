package dev.aside.cache.local;

import dev.aside.cache.spi.CoarseClock;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;

/** Forgets leases, fences and tokens whose time has passed, a piece at a time. */
final class RecordSweep implements Sweep.Swept {

    /** About a millisecond of work; at one a second it keeps up with ten thousand changes a second. */
    private static final int PIECE = 10_000;

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final ConcurrentHashMap<SlotKey, Slot> records;
    private final CoarseClock clock;
    private Iterator<SlotKey> rest = Collections.emptyIterator();

    RecordSweep(ConcurrentHashMap<SlotKey, Slot> records, CoarseClock clock) {
        this.records = records;
        this.clock = clock;
    }

    /** Half the time that is to be remembered, but no more than a second, so that a piece keeps up with many changes. */
    static Duration period(Duration memory) {
        Duration half = memory.dividedBy(2);
        if (half.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return half.compareTo(LONGEST) < 0 ? half : LONGEST;
    }

    @Override
    public void sweep() {
        if (!rest.hasNext()) {
            rest = records.keySet().iterator();
        }
        long now = clock.exactMillis();
        for (int i = 0; i < PIECE && rest.hasNext(); i++) {
            records.computeIfPresent(rest.next(), (key, slot) -> slot.untilMillis() <= now ? null : slot);
        }
    }

    @Override
    public boolean isEmpty() {
        return records.isEmpty();
    }
}
