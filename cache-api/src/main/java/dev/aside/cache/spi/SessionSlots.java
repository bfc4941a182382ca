package dev.aside.cache.spi;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The sessions of one store. Safe for use by many threads; asynchronous. */
public interface SessionSlots extends AutoCloseable {

    /**
     * Executes steps, each atomically on its session, register or calendar and as the rules have it ({@link SessionRules}, {@link
     * RegisterRules}, {@link CalendarRules}), and in the order given where they are on the same one. A batch is not atomic.
     *
     * <p>The method MUST NOT block and SHOULD send what belongs to one server in one flush. The stage MUST complete within the
     * time-out plus a little, MUST NOT complete exceptionally, and answers every step in order; one that was not answered is
     * {@link SessionReply.Failed} with what is known of it.
     *
     * @param steps the steps, at least one
     * @param timeout how long the caller waits
     * @return the answers, in the order of the steps
     */
    CompletionStage<List<SessionReply>> execute(List<SessionStep> steps, Duration timeout);

    /**
     * Returns what the store is made to hold.
     *
     * @return the form of attributes
     */
    Payload.Form form();

    /**
     * Returns the store's own time, as this process best knows it.
     *
     * @return milliseconds
     */
    long timeMillis();

    /**
     * Returns the feed of what others change; a session is told of as the {@linkplain Digest#slot() slot} of its key.
     *
     * @return the feed, or null if the store has none
     */
    default @Nullable InvalidationFeed feed() {
        return null;
    }

    /**
     * Asks to be told when the store has come back as another, as for caches.
     *
     * @param listener told how it has come back, on any thread; it does not block
     */
    default void onAnother(Consumer<Comeback> listener) {}

    /** Closes the store and releases what it alone holds. Idempotent; steps afterwards fail as NOT_APPLIED. */
    @Override
    void close();
}
