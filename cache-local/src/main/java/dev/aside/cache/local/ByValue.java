package dev.aside.cache.local;

import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.NearSpec;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.StepReply;
import org.jspecify.annotations.Nullable;

/** What differs where values are held encoded: whoever is handed bytes owns them, so everybody is handed a copy. */
final class ByValue {

    private ByValue() {}

    /** The same bounds, with weight counted in bytes. */
    static NearSpec spec(NearSpec near) {
        return new NearSpec(
                near.cacheName(), near.maximumSize(), near.maximumWeight(), ByValue::weigh, near.expireAfterAccess());
    }

    private static int weigh(Object key, Object value) {
        int keyBytes = key instanceof SlotKey slot ? slot.bytes().length : 0;
        return value instanceof byte[] bytes ? Math.addExact(keyBytes, bytes.length) : keyBytes;
    }

    /** The same answer, with bytes of its own. */
    static StepReply copied(StepReply reply) {
        if (reply instanceof StepReply.Seen seen) {
            return new StepReply.Seen(copied(seen.slot()), seen.feedEpoch(), seen.epoch());
        } else if (reply instanceof StepReply.Present present) {
            return new StepReply.Present(copied(present.value()), present.feedEpoch(), present.epoch());
        } else if (reply instanceof StepReply.Granted granted) {
            return new StepReply.Granted(granted.floor(), copied(granted.last()), granted.epoch());
        } else if (reply instanceof StepReply.Busy busy) {
            return new StepReply.Busy(busy.floor(), busy.remainingMillis(), copied(busy.last()));
        }
        return reply;
    }

    private static @Nullable Slot copied(@Nullable Slot slot) {
        if (slot instanceof Slot.Value value) {
            return copied(value);
        } else if (slot instanceof Slot.Lease lease && lease.last() != null) {
            return new Slot.Lease(
                    lease.stamp(), lease.untilMillis(), lease.deadlineMillis(), lease.floor(), copied(lease.last()));
        }
        return slot;
    }

    private static Slot.Value copied(Slot.Value value) {
        Entry copy =
                value.entry().payload() instanceof Payload.Bytes bytes ? with(value.entry(), bytes) : value.entry();
        return new Slot.Value(value.stamp(), value.untilMillis(), value.claimedMillis(), copy);
    }

    private static @Nullable Entry copied(@Nullable Entry entry) {
        return entry != null && entry.payload() instanceof Payload.Bytes bytes ? with(entry, bytes) : entry;
    }

    private static Entry with(Entry entry, Payload.Bytes bytes) {
        return new Entry(
                entry.codecId(),
                entry.fingerprint(),
                entry.createdMillis(),
                entry.softMillis(),
                entry.hardMillis(),
                entry.costMicros(),
                entry.source(),
                entry.generation(),
                entry.tags(),
                new Payload.Bytes(bytes.bytes().clone()));
    }
}
