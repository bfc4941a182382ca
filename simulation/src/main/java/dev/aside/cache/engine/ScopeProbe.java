package dev.aside.cache.engine;

import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.CommitPosition;
import java.util.concurrent.CompletableFuture;

/** A change that the application makes itself, opened and ended without waiting. */
public final class ScopeProbe {
    private final Scope scope = new Scope();

    /** Names one. */
    public ScopeProbe() {}

    /** Adds a key. */
    public <K> ScopeProbe key(EngineProbe<K, ?> cache, K key) {
        scope.add(cache.cache(), key);
        return this;
    }

    /** Adds a key, whose value is stored at the end. */
    public <K, V> ScopeProbe store(EngineProbe<K, V> cache, K key, V value) {
        cache.cache().core().storeWithin(scope.part(cache.cache()), key, value);
        return this;
    }

    /** Adds a tag. */
    public ScopeProbe tag(EngineProbe<?, ?> cache, String tag) {
        scope.addTag(cache.cache(), tag);
        return this;
    }

    /** Opens it. */
    public CompletableFuture<?> open() {
        return scope.opening();
    }

    /** Ends it: committed. */
    public CompletableFuture<ChangeOutcome> close(CommitPosition position) {
        return scope.closing(position);
    }

    /** Ends it: rolled back. */
    public CompletableFuture<ChangeOutcome> undo() {
        return scope.undoing();
    }

    /** Ends it: nobody knows. */
    public CompletableFuture<ChangeOutcome> unknown() {
        return scope.unknowing();
    }
}
