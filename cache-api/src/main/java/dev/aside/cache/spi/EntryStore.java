package dev.aside.cache.spi;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The slots of one cache. Safe for use by many threads; asynchronous, and a batch first.
 */
public interface EntryStore extends AutoCloseable {

    /** What {@link #sinceEviction()} returns of a store that evicts nothing. */
    Duration NEVER_EVICTED = ChronoUnit.FOREVER.getDuration();

    /** By when a store knows of an eviction at the latest. */
    Duration EVICTION_NOTICE = Duration.ofSeconds(1);

    /**
     * Executes steps, each atomically on its slot and as {@link SlotRules} has it. A batch is not atomic, and its steps may
     * run in any order, except that two steps on one slot run in the order given.
     *
     * <p>The method MUST NOT block and SHOULD send what belongs to one server in one flush. The stage MUST complete within
     * the time-out plus a little, MUST NOT complete exceptionally, and answers every step in order; one that was not
     * answered is {@link StepReply.Failed} with what is known of it. A step that was not answered in time MAY still run
     * later, and the protocol allows for it.
     *
     * @param steps the steps, at least one
     * @param timeout how long the caller waits
     * @return the answers, in the order of the steps
     */
    CompletionStage<List<StepReply>> execute(List<SlotStep> steps, Duration timeout);

    /**
     * Returns what the store is made to hold.
     *
     * @return the form of its payloads and of its keys
     */
    Payload.Form form();

    /**
     * Returns the store's own time, as this process best knows it. Where that clock is set back the engine goes on as if it
     * had not been; see {@link CoarseClock} for what hits are judged by.
     *
     * @return milliseconds; differences mean durations, and every reply's times are on this scale
     */
    long timeMillis();

    /**
     * Returns the feed of what others change.
     *
     * @return the feed, or null if the store has none
     */
    default @Nullable InvalidationFeed feed() {
        return null;
    }

    /**
     * Asks to be told when the store has come back as another: restarted, perhaps from a dump, or failed over to a server that
     * may have lost what was acknowledged lately. A store that can MUST tell as soon as its client notices, whether or not
     * anybody is reading, and before any answer of the new one is delivered; a node that only writes has changes to say again,
     * too.
     *
     * @param listener told how it has come back, on any thread; it does not block. One that is told twice does more work, and
     *     no harm
     */
    default void onAnother(Consumer<Comeback> listener) {}

    /**
     * Returns for how long the store has evicted nothing, as far as it knows. What is evicted takes along what a load must have
     * seen, so until {@link StoreSpec#memory} has passed without, loads from replicas of the database ask its writer anew. A
     * store that makes room by evicting MUST know of it within {@link #EVICTION_NOTICE}, and MUST return zero while it cannot
     * know; what was evicted until then it need not know later, and what had not been touched for as long as {@code memory} need
     * not count. It MAY begin to ask its servers when this is called first. Called by every load that may be a replica's: it MUST
     * NOT block.
     *
     * @return how long, never negative; {@link #NEVER_EVICTED} of a store that evicts nothing
     */
    default Duration sinceEviction() {
        return NEVER_EVICTED;
    }

    /**
     * Returns whether there are servers that follow the writer and may answer reads: what a {@link SlotStep.Read} of the role
     * READER is for. A store MUST ask one only while it is {@linkplain ReaderProof proven} to have had all that the writer had
     * at most {@link StoreSpec#readerBound} ago, and the writer otherwise; and it MUST NOT say of such an answer that it has
     * registered for pushes.
     *
     * @return whether there are; it does not change
     */
    default boolean hasReaders() {
        return false;
    }

    /**
     * Returns whether other processes may change the store. One that lives in this process alone needs no feed, no near tier
     * in front of it, and cannot come back as another.
     *
     * @return whether it is shared
     */
    default boolean isShared() {
        return true;
    }

    /**
     * Returns a view that answers hits of this very store without a step, where the store lives in this process. The engine
     * then adds no near tier of its own.
     *
     * @return the view, or null
     */
    default @Nullable NearTier<?> view() {
        return null;
    }

    /** Closes the store and releases what it alone holds. Idempotent; steps afterwards fail as NOT_APPLIED. */
    @Override
    void close();
}
