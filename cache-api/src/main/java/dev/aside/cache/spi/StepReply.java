package dev.aside.cache.spi;

import dev.aside.cache.route.CommitPosition;
import org.jspecify.annotations.Nullable;

/** The answer to one {@link SlotStep}. */
public sealed interface StepReply {

    /** What is known of a step that was not answered as it should have been. */
    enum Outcome {
        /** The step surely did nothing. */
        NOT_APPLIED,
        /** The step did all of it or nothing. */
        UNKNOWN
    }

    /**
     * What a read saw.
     *
     * @param slot the slot, or null if it is absent
     * @param feedEpoch the feed's epoch in which this read registered for pushes; negative if it did not register
     * @param epoch the epoch of the connection
     */
    record Seen(@Nullable Slot slot, long feedEpoch, long epoch) implements StepReply {}

    /**
     * The caller may load.
     *
     * @param floor what the load must have seen
     * @param last the value before, if it may be served where an option allows, or null
     * @param epoch the epoch under which the right was granted
     */
    record Granted(CommitPosition floor, @Nullable Entry last, long epoch) implements StepReply {}

    /**
     * Somebody else loads.
     *
     * @param floor what a load must have seen, should the caller load all the same
     * @param remainingMillis how long the holder still has
     * @param last the value before, or null
     */
    record Busy(
            CommitPosition floor,
            long remainingMillis,
            @Nullable Entry last) implements StepReply {}

    /**
     * A change is open; nothing may be stored.
     *
     * @param floor what a load must have seen, as far as it is known
     */
    record Open(CommitPosition floor) implements StepReply {}

    /**
     * A value is there, and not the one that the reader found dead.
     *
     * @param value the value
     * @param feedEpoch as for {@link Seen}
     * @param epoch the epoch of the connection
     */
    record Present(Slot.Value value, long feedEpoch, long epoch) implements StepReply {}

    /**
     * Done.
     *
     * @param storedValue whether the slot now holds the value that the step carried
     */
    record Applied(boolean storedValue) implements StepReply {}

    /** Not done, because the stamp is no longer there. */
    record Refused() implements StepReply {
        /** The one refusal. */
        public static final Refused INSTANCE = new Refused();
    }

    /**
     * A token.
     *
     * @param id the token
     * @param floor what a load must have seen
     * @param open whether a change of it is open, so that nothing may be stored under it
     */
    record TokenSeen(long id, CommitPosition floor, boolean open) implements StepReply {}

    /**
     * No answer, or one that makes no sense.
     *
     * @param outcome what is known of the step
     * @param reason what happened, for people; no key, value or secret
     */
    record Failed(Outcome outcome, String reason) implements StepReply {}
}
