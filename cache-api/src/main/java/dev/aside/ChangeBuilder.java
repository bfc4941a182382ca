package dev.aside;

import dev.aside.cache.Cache;
import dev.aside.cache.engine.Scope;
import dev.aside.cache.route.ChangeScope;
import java.util.Objects;

/**
 * Names what a change is about to touch, and opens it. For one change; not safe for use by many threads.
 */
public final class ChangeBuilder {

    private final Scope scope = new Scope();

    ChangeBuilder() {}

    /**
     * Adds a key.
     *
     * @param <K> the type of the keys
     * @param cache the cache
     * @param key the key
     * @return this
     */
    public <K> ChangeBuilder key(Cache<K, ?> cache, K key) {
        scope.add(cache, Objects.requireNonNull(key, "key"));
        return this;
    }

    /**
     * Adds a tag.
     *
     * @param cache the cache
     * @param tag the tag, of at most 4,096 characters
     * @return this
     * @throws IllegalArgumentException if the tag is longer
     * @throws IllegalStateException if the cache was built without tags
     */
    public ChangeBuilder tag(Cache<?, ?> cache, String tag) {
        scope.addTag(cache, Objects.requireNonNull(tag, "tag"));
        return this;
    }

    /**
     * Opens the change: from now until it ends, nothing that a load reads is stored for the keys and tags. Waits for the
     * backend at most its operation time-out.
     *
     * @return the open change, which the caller ends
     * @throws dev.aside.cache.CacheUnavailableException if a cache's mode or option refuses a change that its backend
     *     cannot be told of
     */
    public ChangeScope open() {
        return scope.open();
    }
}
