package dev.aside.simulation.model;

import dev.aside.cache.spi.DecodedSlot;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotFormat;
import dev.aside.cache.spi.SlotStep;
import org.jspecify.annotations.Nullable;

/**
 * What a server holds of a slot.
 *
 * @param bytes the slot
 * @param untilMillis the end of its physical life
 * @param changedNanos when a change last touched it, by true time; negative if none has since it was absent
 */
@SuppressWarnings("ArrayRecordComponent") // never changed, never compared
record Stored(byte[] bytes, long untilMillis, long changedNanos) {
    static final long NEVER = -1;

    /** Returns whether the step is a change that a load must not undo. */
    static boolean isChange(SlotStep step) {
        return step instanceof SlotStep.Begin || step instanceof SlotStep.End || step instanceof SlotStep.Fence;
    }

    /** Returns the slot, with a value that the caller owns. */
    @Nullable
    Slot slot(Address address) {
        return SlotFormat.decode(address.key(), bytes) instanceof DecodedSlot.Whole whole ? whole.slot() : null;
    }
}
