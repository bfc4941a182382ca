package dev.aside.cache.engine;

import dev.aside.cache.Cache;
import dev.aside.cache.CacheInterruptedException;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.ChangeScope;
import dev.aside.cache.route.CommitPosition;
import java.util.concurrent.CompletableFuture;

/** An open change over keys and tags of one or more caches, all of which are told at the same time. */
public final class Scope implements ChangeScope {

    private final ChangeSet changes = new ChangeSet(/* isBound= */ false);

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

    <K, V> ScopePart<K, V> part(Cache<K, V> cache) {
        if (!(cache instanceof EngineCache<K, V> engine)) {
            throw new IllegalArgumentException("a change takes caches that Aside has built");
        }
        return changes.part(engine.core().parts);
    }

    /** Opens the scope. A cache that must not be changed without a fence, and cannot place one, refuses; the rest is undone. */
    public Scope open() {
        try {
            changes.await(opening(), /* turns= */ 2);
        } catch (CacheInterruptedException e) {
            changes.undoing(); // nobody is going to end it
            throw e;
        }
        return this;
    }

    @Override
    public ChangeOutcome close(CommitPosition position) {
        return changes.await(closing(position), /* turns= */ 1);
    }

    @Override
    public ChangeOutcome undo() {
        return changes.await(undoing(), /* turns= */ 1);
    }

    @Override
    public ChangeOutcome unknown() {
        return changes.await(unknowing(), /* turns= */ 1);
    }

    @Override
    public void close() {
        unknown();
    }

    /** Opens, without waiting. */
    CompletableFuture<Scope> opening() {
        return changes.opening().thenApply(open -> this);
    }

    /** Closes, without waiting. */
    CompletableFuture<ChangeOutcome> closing(CommitPosition position) {
        return changes.closing(position);
    }

    /** Undoes, without waiting. */
    CompletableFuture<ChangeOutcome> undoing() {
        return changes.undoing();
    }

    /** Leaves it unknown, without waiting. */
    CompletableFuture<ChangeOutcome> unknowing() {
        return changes.unknowing();
    }
}
