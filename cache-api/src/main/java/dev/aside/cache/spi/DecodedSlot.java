package dev.aside.cache.spi;

/** What bytes turned out to be, by {@link SlotFormat}. */
public sealed interface DecodedSlot {

    /**
     * The bytes are a slot.
     *
     * @param slot the slot
     */
    record Whole(Slot slot) implements DecodedSlot {}

    /** Why bytes are not the slot that was looked for. Each is a miss. */
    enum Unreadable implements DecodedSlot {
        /** Another version of the format, perhaps a newer one in a rolling upgrade: a miss that MUST NOT be deleted. */
        UNKNOWN_VERSION,
        /** Cut short, changed on the way, or never a slot at all. */
        DAMAGED,
        /** A sound entry of another key: the store or its client answered with what belongs elsewhere. */
        OTHER_KEY
    }
}
