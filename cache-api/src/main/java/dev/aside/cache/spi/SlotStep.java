package dev.aside.cache.spi;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.EndpointRole;
import org.jspecify.annotations.Nullable;

/**
 * One atomic step on one slot, as data. What each does is written once, in {@link SlotRules}; a store that runs scripts on
 * its server MUST do the same, and the contract suite holds it to that. Lives and deadlines are milliseconds from the moment
 * the store executes the step, by the store's own clock.
 */
public sealed interface SlotStep {

    /**
     * Returns the slot.
     *
     * @return its name
     */
    SlotKey key();

    /**
     * Looks at the slot and changes nothing. Answered by {@link StepReply.Seen}.
     *
     * @param key the slot
     * @param role which server may answer
     */
    record Read(SlotKey key, EndpointRole role) implements SlotStep {}

    /**
     * Asks for the right to load. Answered by {@link StepReply.Granted}, {@link StepReply.Busy}, {@link StepReply.Open} or
     * {@link StepReply.Present}.
     *
     * @param key the slot
     * @param stamp the stamp of the new lease
     * @param lifeMillis how long the holder may load
     * @param replaces the stamp of a value that the reader found dead and the lease is to take the place of, or zero
     * @param keepLast whether that value had only grown old, so that it may be kept beside the lease
     */
    record Lease(SlotKey key, long stamp, long lifeMillis, long replaces, boolean keepLast) implements SlotStep {}

    /**
     * Asks for the right to refresh a value that stays in place. Answered by {@link StepReply.Granted}, {@link
     * StepReply.Busy} or {@link StepReply.Refused}.
     *
     * @param key the slot
     * @param stamp the stamp of the value
     * @param lifeMillis how long the claim holds
     */
    record Claim(SlotKey key, long stamp, long lifeMillis) implements SlotStep {}

    /**
     * Stores a loaded value in place of the own lease, or of the value whose refresh was claimed. Answered by {@link
     * StepReply.Applied} or {@link StepReply.Refused}.
     *
     * @param key the slot
     * @param under the stamp of the lease, or of the value
     * @param epoch the epoch under which that stamp was seen
     * @param stamp the stamp of the new value
     * @param lifeMillis its physical life
     * @param entry the value
     */
    record Fill(SlotKey key, long under, long epoch, long stamp, long lifeMillis, Entry entry) implements SlotStep {}

    /**
     * Gives a lease back, unfilled. Answered by {@link StepReply.Applied}, or {@link StepReply.Refused} if it is another's.
     *
     * @param key the slot
     * @param stamp the stamp of the lease
     */
    record Release(SlotKey key, long stamp) implements SlotStep {}

    /**
     * Opens a change: places a fence, merged with what the slot holds. With a stamp that is open already, places it again
     * with a new deadline. Answered by {@link StepReply.Applied}.
     *
     * @param key the slot
     * @param stamp the writer's stamp
     * @param lifeMillis how long the change may take
     * @param floor what the change is known to lie above
     */
    record Begin(SlotKey key, long stamp, long lifeMillis, CommitPosition floor) implements SlotStep {}

    /**
     * Ends a change that was committed. Stores the value only if the writer's stamp still stands and the writer is alone;
     * otherwise the slot is a fence with the position. Answered by {@link StepReply.Applied}.
     *
     * @param key the slot
     * @param stamp the writer's stamp
     * @param position where the change was committed
     * @param next the stamp of what the slot then is, value or fence
     * @param lifeMillis the value's physical life; ignored without one
     * @param entry the value, or null for none
     */
    record End(
            SlotKey key,
            long stamp,
            CommitPosition position,
            long next,
            long lifeMillis,
            @Nullable Entry entry) implements SlotStep {}

    /**
     * Ends a change that was rolled back: removes this writer only. Answered by {@link StepReply.Applied}.
     *
     * @param key the slot
     * @param stamp the writer's stamp
     */
    record Undo(SlotKey key, long stamp) implements SlotStep {}

    /**
     * Places a closed fence for a change that was committed before, merged with what the slot holds. Answered by {@link
     * StepReply.Applied}.
     *
     * @param key the slot
     * @param stamp the new stamp
     * @param floor where the change was committed
     */
    record Fence(SlotKey key, long stamp, CommitPosition floor) implements SlotStep {}

    /**
     * Reads a token, makes it if it is absent, and renews its life. Answered by {@link StepReply.TokenSeen}. Where there is
     * a feed this MUST register the slot for pushes, as a read does, and also if it makes it: near copies are judged by
     * tokens that were read before.
     *
     * @param key the slot
     * @param stamp the id of the token if it is made
     * @param lifeMillis at least how long it lives from now
     */
    record Token(SlotKey key, long stamp, long lifeMillis) implements SlotStep {}
}
