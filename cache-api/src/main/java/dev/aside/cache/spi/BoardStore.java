package dev.aside.cache.spi;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** One leaderboard. Safe for use by many threads; asynchronous. */
public interface BoardStore extends AutoCloseable {

    /**
     * Executes steps, each atomically and as the rules have it ({@link BoardRules}), and in the order given. A batch is not atomic.
     *
     * <p>The method MUST NOT block and SHOULD send all in one flush. The stage MUST complete within the time-out plus a little, MUST
     * NOT complete exceptionally, and answers every step in order; one that was not answered is {@link BoardReply.Failed} with what is
     * known of it.
     *
     * <p>Every step is refused by {@link BoardReply.Mismatch} where the board is recorded with another definition. The first one
     * that writes records it.
     *
     * @param steps the steps, at least one
     * @param timeout how long the caller waits
     * @return the answers, in the order of the steps
     */
    CompletionStage<List<BoardReply>> execute(List<BoardStep> steps, Duration timeout);

    /**
     * Returns the date and time by the store's own clock, as this process best knows it.
     *
     * @return milliseconds since 1970
     */
    long timeMillis();

    /** Closes the store and releases what it alone holds. Idempotent; steps afterwards fail as NOT_APPLIED. */
    @Override
    void close();
}
