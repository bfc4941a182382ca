package dev.aside.cache.local;

import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.Slot;

/** A value slot of the embedded store, whole. */
final class EntryHolder extends WideHolder {

    private final Entry entry;
    private final long stamp;
    private final long untilMillis;

    /** Read and written by steps only, which run one at a time on a slot. */
    private long claimedMillis;

    EntryHolder(Object value, int checkAt, int touched, int weight, int epoch, int accessed, Slot.Value slot) {
        super(value, checkAt, touched, weight, epoch, accessed);
        this.entry = slot.entry();
        this.stamp = slot.stamp();
        this.untilMillis = slot.untilMillis();
        this.claimedMillis = slot.claimedMillis();
    }

    Slot.Value slot() {
        return new Slot.Value(stamp, untilMillis, claimedMillis, entry);
    }

    void claimed(long claimedUntil) {
        claimedMillis = claimedUntil;
    }

    long untilMillis() {
        return untilMillis;
    }

    long hardMillis() {
        return entry.hardMillis();
    }
}
