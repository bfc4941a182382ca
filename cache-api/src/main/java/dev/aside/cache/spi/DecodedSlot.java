package dev.aside.cache.spi;

/** What bytes turned out to be, by {@link SlotFormat}. */
public sealed interface DecodedSlot {

    /**
     * The bytes are a slot.
     *
     * @param slot the slot
     */
    record Whole(Slot slot) implements DecodedSlot {}

    /**
     * Why bytes are not the slot that was looked for. To a read each is a miss. It is not an absent slot, since it may have
     * remembered a change: a step that changes the slot MUST find there, in its place, a fence without writers whose floor is
     * {@link dev.aside.cache.route.CommitPosition#UNKNOWN}, and whose life is over once the step has been done.
     */
    enum Unreadable implements DecodedSlot {
        /**
         * Another version of the format, perhaps a newer one in a rolling upgrade. It MUST stay until its key is changed, since
         * others can read it: a lease is answered by {@link StepReply.Open}, and a token by a {@link StepReply.TokenSeen} that is
         * open, both with the floor UNKNOWN.
         */
        UNKNOWN_VERSION,
        /** Cut short, changed on the way, or never a slot at all. */
        DAMAGED,
        /** A sound entry of another key: the store or its client answered with what belongs elsewhere. */
        OTHER_KEY
    }
}
