package dev.aside.simulation.model;

import dev.aside.cache.spi.DecodedSlot;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotFormat;
import dev.aside.cache.spi.SlotKey;
import org.jspecify.annotations.Nullable;

/** How a client reads the bytes of a slot. The shipped format checks the key; a planted bug need not. */
@FunctionalInterface
public interface SlotCode {

    /** The shipped format: whatever is not a sound slot of that very key is absent. */
    SlotCode SHIPPED =
            (key, bytes) -> SlotFormat.decode(key, bytes) instanceof DecodedSlot.Whole whole ? whole.slot() : null;

    /**
     * Reads bytes.
     *
     * @param key the slot that they should be
     * @param bytes what was answered
     * @return the slot, or null if they are not that
     */
    @Nullable
    Slot decode(SlotKey key, byte[] bytes);
}
