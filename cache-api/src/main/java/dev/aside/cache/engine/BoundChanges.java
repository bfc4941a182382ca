package dev.aside.cache.engine;

import dev.aside.cache.CacheInterruptedException;
import dev.aside.cache.route.ChangeFeed;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.ChangeRecord;
import dev.aside.cache.route.CommitBound;
import dev.aside.cache.route.CommitPosition;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The changes of caches that wait for one transaction's COMMIT. Their fences go up just before it is sent, all in one go, and come
 * down with its position; until then nothing is told to anybody, as others are to see what was there before.
 */
final class BoundChanges implements CommitBound {

    private static final System.Logger LOGGER = System.getLogger(BoundChanges.class.getName());

    private final ChangeSet changes = new ChangeSet(/* isBound= */ true);
    private boolean isOpen;

    /** Returns the part of one cache. */
    <K, V> ScopePart<K, V> part(Parts<K, V> cache) {
        return changes.part(cache);
    }

    @Override
    public void beforeCommit() {
        isOpen = true;
        try {
            do {
                changes.await(changes.opening(), /* turns= */ 2);
            } while (changes.isAging());
        } catch (CacheInterruptedException e) {
            CompletableFuture<ChangeOutcome> unused = changes.withdrawing(); // COMMIT is not sent
            throw e;
        }
    }

    @Override
    public List<ChangeRecord> records() {
        return changes.records();
    }

    @Override
    public Map<ChangeFeed.Voice, List<ChangeRecord>> told() {
        return changes.told();
    }

    @Override
    public ChangeOutcome committed(CommitPosition position) {
        return end(() -> changes.closing(position));
    }

    @Override
    public void rolledBack() {
        if (isOpen) {
            ChangeOutcome unused = end(changes::undoing);
        }
    }

    @Override
    public void unknown() {
        ChangeOutcome unused = end(changes::unknowing);
    }

    @Override
    public void rolledBackPartly() {
        changes.dropValues();
    }

    /** The transaction has ended: what cannot be told in time is the journal's to say, and nobody is to be told of it here. */
    private ChangeOutcome end(Supplier<CompletableFuture<ChangeOutcome>> ending) {
        try {
            return changes.await(ending.get(), /* turns= */ 1);
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "the end of a change is not awaited any more", e);
            return ChangeOutcome.PENDING;
        }
    }
}
