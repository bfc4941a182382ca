package dev.aside.cache.engine;

import dev.aside.cache.Cache;
import dev.aside.cache.CacheInterruptedException;
import dev.aside.cache.CacheUnavailableException;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.ChangeScope;
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

/** An open change over keys and tags of one or more caches, all of which are told at the same time. */
public final class Scope implements ChangeScope {

    private final Map<Core<?, ?>, ScopePart<?, ?>> parts = new LinkedHashMap<>();
    private final AtomicReference<@Nullable CompletableFuture<ChangeOutcome>> end = new AtomicReference<>();

    /** Creates a scope that names nothing yet. */
    public Scope() {}

    /** Adds a key. */
    public <K> void add(Cache<K, ?> cache, K key) {
        part(cache).add(key);
    }

    /** Adds a tag. */
    public void addTag(Cache<?, ?> cache, String tag) {
        part(cache).addTag(tag);
    }

    @SuppressWarnings("unchecked") // a part is put under its own core only
    private <K> ScopePart<K, ?> part(Cache<K, ?> cache) {
        if (!(cache instanceof EngineCache<K, ?> engine)) {
            throw new IllegalArgumentException("a change takes caches that Aside has built");
        }
        return (ScopePart<K, ?>) parts.computeIfAbsent(engine.core(), ScopePart::new);
    }

    /** Opens the scope. A cache that must not be changed without a fence, and cannot place one, refuses; the rest is undone. */
    public Scope open() {
        try {
            await(opening(), /* turns= */ 2);
        } catch (CacheInterruptedException e) {
            undoing(); // nobody is going to end it
            throw e;
        }
        return this;
    }

    @Override
    public ChangeOutcome close(CommitPosition position) {
        return await(closing(position), /* turns= */ 1);
    }

    @Override
    public ChangeOutcome undo() {
        return await(undoing(), /* turns= */ 1);
    }

    @Override
    public ChangeOutcome unknown() {
        return await(unknowing(), /* turns= */ 1);
    }

    @Override
    public void close() {
        unknown();
    }

    /** Opens, without waiting. */
    CompletableFuture<Scope> opening() {
        AtomicReference<@Nullable CacheUnavailableException> refusal = new AtomicReference<>();
        return onAll(part -> part.begin().thenApply(placed -> {
                    if (placed != ChangeOutcome.APPLIED && part.mustBeFenced()) {
                        refusal.compareAndSet(null, part.unfenced());
                    }
                    return placed;
                }))
                .handle((placed, error) -> refusedBy(refusal.get(), error))
                .thenCompose(this::openedUnless);
    }

    private static @Nullable Throwable refusedBy(
            @Nullable CacheUnavailableException refusal, @Nullable Throwable error) {
        return error == null ? refusal : Waits.cause(error);
    }

    private CompletableFuture<Scope> openedUnless(@Nullable Throwable refusal) {
        if (refusal == null) {
            return CompletableFuture.completedFuture(this);
        }
        return undoing()
                .handle((undone, error) -> undone)
                .thenCompose(undone -> CompletableFuture.failedFuture(refusal));
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

    private <T> T await(CompletableFuture<T> stage, int turns) {
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
