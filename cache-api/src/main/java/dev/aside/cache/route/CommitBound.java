package dev.aside.cache.route;

import java.util.List;
import java.util.Map;

/**
 * What waits for a transaction's COMMIT, and is told what becomes of it. Kept by a {@link TransactionContext}, which calls it on
 * the thread that ends the transaction: {@link #beforeCommit()}, and then exactly one of {@link #committed}, {@link
 * #rolledBack()} and {@link #unknown()}; or, of a transaction that never came to its COMMIT, {@link #rolledBack()} alone.
 *
 * <p><b>Blocking:</b> each may wait for a bounded time. <b>Errors:</b> what {@link #beforeCommit()} throws keeps COMMIT from being
 * sent; the other ends MUST NOT throw, as the transaction has ended already.
 */
public interface CommitBound {

    /** COMMIT is about to be sent. What this throws keeps it from that. */
    void beforeCommit();

    /**
     * Returns what is to be kept with the transaction until everybody knows of it, should this process not come to tell.
     *
     * @return the changes; none if nobody else could tell of them
     */
    default List<ChangeRecord> records() {
        return List.of();
    }

    /**
     * Returns what the transaction itself is to tell those who hear the database, so that they hear it at its COMMIT or not at all.
     *
     * @return the changes, by whose voice they are told; none where nobody keeps copies
     */
    default Map<ChangeFeed.Voice, List<ChangeRecord>> told() {
        return Map.of();
    }

    /**
     * It was committed.
     *
     * @param position a place at or after that of the commit; {@link CommitPosition#UNKNOWN} if nobody knows one
     * @return whether everybody knows
     */
    ChangeOutcome committed(CommitPosition position);

    /** It was rolled back for certain, or never came to its COMMIT. */
    void rolledBack();

    /** COMMIT was sent, and nobody knows what has become of it. */
    void unknown();

    /** A part of it was rolled back, to a savepoint; which part is not known here. The transaction goes on. */
    void rolledBackPartly();
}
