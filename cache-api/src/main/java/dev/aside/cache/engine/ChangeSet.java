package dev.aside.cache.engine;

import dev.aside.cache.CacheUnavailableException;
import dev.aside.cache.route.ChangeFeed;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.ChangeRecord;
import dev.aside.cache.route.CommitPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An open change over one or more caches, all of which are told at the same time. It has one end, and the first wins. */
final class ChangeSet {

    private final boolean isBound;
    private final Map<Parts<?, ?>, ScopePart<?, ?>> parts = new LinkedHashMap<>();
    private final AtomicReference<@Nullable CompletableFuture<ChangeOutcome>> end = new AtomicReference<>();

    /** @param isBound whether a transaction tells the others that it is under way, by its COMMIT */
    ChangeSet(boolean isBound) {
        this.isBound = isBound;
    }

    /** Returns the part of one cache. */
    @SuppressWarnings("unchecked") // a part is put under its own cache only
    <K, V> ScopePart<K, V> part(Parts<K, V> cache) {
        return (ScopePart<K, V>) parts.computeIfAbsent(cache, one -> new ScopePart<>(one, isBound));
    }

    /** Returns what is to be remembered elsewhere, should this process not come to say it. */
    List<ChangeRecord> records() {
        return parts.values().stream().flatMap(part -> part.records().stream()).toList();
    }

    /** Returns what the transaction is to tell the others. */
    Map<ChangeFeed.Voice, List<ChangeRecord>> told() {
        Map<ChangeFeed.Voice, List<ChangeRecord>> told = new LinkedHashMap<>();
        parts.values().forEach(part -> part.tell(told));
        return told;
    }

    /** What was to be stored is not: it may have been undone. */
    void dropValues() {
        parts.values().forEach(ScopePart::dropValues);
    }

    /** Opens, without waiting. */
    CompletableFuture<ChangeSet> opening() {
        parts.values().forEach(ScopePart::begins);
        AtomicReference<@Nullable CacheUnavailableException> refusal = new AtomicReference<>();
        return onAll(part -> part.begin().thenApply(placed -> {
                    if (placed != ChangeOutcome.APPLIED && part.parts.mustBeFenced()) {
                        refusal.compareAndSet(null, part.unfenced());
                    }
                    return placed;
                }))
                .handle((placed, error) -> refusedBy(refusal.get(), error))
                .thenCompose(this::openedUnless);
    }

    /** Returns whether a fence has lived for more than half of its time: it is placed again before COMMIT is sent. */
    boolean isAging() {
        return parts.values().stream().anyMatch(ScopePart::isAging);
    }

    private static @Nullable Throwable refusedBy(
            @Nullable CacheUnavailableException refusal, @Nullable Throwable error) {
        return error == null ? refusal : Waits.cause(error);
    }

    private CompletableFuture<ChangeSet> openedUnless(@Nullable Throwable refusal) {
        if (refusal == null) {
            return CompletableFuture.completedFuture(this);
        }
        return withdrawing()
                .handle((undone, error) -> undone)
                .thenCompose(undone -> CompletableFuture.failedFuture(refusal));
    }

    /** Takes back what was opened, without waiting. It has not ended by that, and may be opened again. */
    CompletableFuture<ChangeOutcome> withdrawing() {
        return onAll(ScopePart::withdraw);
    }

    /** Closes, without waiting. */
    CompletableFuture<ChangeOutcome> closing(CommitPosition position) {
        return end(part -> part.close(position));
    }

    /** Undoes, without waiting. */
    CompletableFuture<ChangeOutcome> undoing() {
        return end(ScopePart::undo);
    }

    /** Leaves it unknown, without waiting. */
    CompletableFuture<ChangeOutcome> unknowing() {
        return end(ScopePart::unknown);
    }

    private CompletableFuture<ChangeOutcome> end(Function<ScopePart<?, ?>, CompletableFuture<ChangeOutcome>> ending) {
        CompletableFuture<ChangeOutcome> mine = new CompletableFuture<>();
        CompletableFuture<ChangeOutcome> first = end.compareAndExchange(null, mine);
        if (first != null) {
            return first;
        }
        onAll(ending).whenComplete((outcome, error) -> {
            if (error == null) {
                mine.complete(outcome);
            } else {
                mine.completeExceptionally(Waits.cause(error));
            }
        });
        return mine;
    }

    /** Does the same on every cache, whatever comes of it on another. */
    private CompletableFuture<ChangeOutcome> onAll(Function<ScopePart<?, ?>, CompletableFuture<ChangeOutcome>> action) {
        List<CompletableFuture<ChangeOutcome>> begun = new ArrayList<>(parts.size());
        for (ScopePart<?, ?> part : parts.values()) {
            begun.add(begin(part, action));
        }
        CompletableFuture<ChangeOutcome> all = CompletableFuture.completedFuture(ChangeOutcome.APPLIED);
        for (CompletableFuture<ChangeOutcome> one : begun) {
            all = all.thenCombine(one, ChangeOutcome::and);
        }
        return all;
    }

    private static CompletableFuture<ChangeOutcome> begin(
            ScopePart<?, ?> part, Function<ScopePart<?, ?>, CompletableFuture<ChangeOutcome>> action) {
        try {
            return action.apply(part);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e); // a user's key has thrown; the other caches are told all the same
        }
    }

    /**
     * Waits for something that takes so many round trips of its slowest cache, at most twice.
     */
    <T> T await(CompletableFuture<T> stage, int turns) {
        Duration bound = Duration.ZERO;
        String name = "a change";
        for (ScopePart<?, ?> part : parts.values()) {
            Duration own = part.bound().multipliedBy(turns);
            if (own.compareTo(bound) > 0) {
                bound = own;
                name = part.parts.name;
            }
        }
        return Waits.await(name, stage, bound);
    }
}
