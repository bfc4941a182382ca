package dev.aside.cache.spi;

import dev.aside.cache.route.CommitPosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one key, in one place, changed by one atomic step at a time. An absent slot is null. Times are
 * milliseconds by the store's own clock.
 */
public sealed interface Slot {

    /**
     * Returns the random number of the slot's last change. Zero is no stamp.
     *
     * @return the stamp
     */
    long stamp();

    /**
     * Returns when the store may forget the slot.
     *
     * @return the end of its physical life
     */
    long untilMillis();

    /**
     * A value.
     *
     * @param stamp the stamp
     * @param untilMillis the end of the physical life
     * @param claimedMillis until when one reader has claimed the refresh; zero if none has
     * @param entry the value with its envelope
     */
    record Value(long stamp, long untilMillis, long claimedMillis, Entry entry) implements Slot {}

    /**
     * Somebody loads. Once the deadline has passed, or was set back by a release, the slot is a closed fence with the same
     * floor, and may be leased again.
     *
     * @param stamp the stamp, which is the holder's
     * @param untilMillis the end of the physical life
     * @param deadlineMillis until when the holder may fill
     * @param floor what the load must have seen
     * @param last the value before, if it had only grown old, or null
     */
    record Lease(
            long stamp,
            long untilMillis,
            long deadlineMillis,
            CommitPosition floor,
            @Nullable Entry last) implements Slot {}

    /**
     * Changed, and nothing loaded since. Also the form of a token, whose id is the stamp.
     *
     * @param stamp the stamp, which is that of the latest change
     * @param untilMillis the end of the physical life
     * @param floor what a load must have seen
     * @param writers the changes still open, in the order in which they opened
     */
    record Fence(long stamp, long untilMillis, CommitPosition floor, List<Writer> writers) implements Slot {}

    /**
     * An open change.
     *
     * @param stamp the writer's stamp
     * @param deadlineMillis until when the change may be committed
     */
    record Writer(long stamp, long deadlineMillis) {}
}
