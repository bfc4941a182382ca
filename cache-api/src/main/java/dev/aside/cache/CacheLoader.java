package dev.aside.cache;

import org.jspecify.annotations.Nullable;

/**
 * Reads one value from the source of truth.
 *
 * <p><b>Threads:</b> called on the thread of the caller that waits for it, or on the executor; never under a lock, at most once per key and change at a time. It
 * may use other caches; loading its own key inside itself is a {@link RecursiveLoadException}. {@link LoadContext#current()}
 * says what the load must have seen.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface CacheLoader<K, V> {

    /**
     * Reads the value.
     *
     * @param key the key
     * @return the value, or null if there is none, which is cached for a time of its own
     * @throws Exception if the source failed; all waiters see it as the cause of a {@link CacheLoadException}, and nothing
     *     is cached
     */
    @Nullable
    V load(K key) throws Exception;
}
