package dev.aside.cache;

/**
 * Writes one value to the source of truth, and has committed it when it returns.
 *
 * <p><b>Threads:</b> called on the thread of the caller that waits for it, or on the executor; never under a lock. Two writes of one key may overlap; the source
 * decides which is the later one, and the cache then holds neither.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface CacheWriter<K, V> {

    /**
     * Writes the value.
     *
     * @param key the key
     * @param value the value
     * @throws NotWrittenException if the source has surely not been changed; the key is cacheable again at once
     * @throws Exception if it failed in any other way. The change then counts as unknown: the key stays uncached until the
     *     write's deadline and the replica lag have passed, because the source may still finish it
     */
    void write(K key, V value) throws Exception;
}
