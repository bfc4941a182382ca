package dev.aside.cache;

import java.util.Map;
import java.util.Set;

/**
 * Reads many values from the source of truth in one go, for {@link Cache#getAll}.
 *
 * <p><b>Threads:</b> as for {@link CacheLoader}.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface BulkCacheLoader<K, V> {

    /**
     * Reads the values.
     *
     * @param keys the keys, never empty, not modifiable
     * @return the values; a key without one is absent; values for other keys are ignored and counted; a null map is an error
     * @throws Exception if the source failed; the waiters of all keys see it
     */
    Map<K, V> loadAll(Set<K> keys) throws Exception;
}
