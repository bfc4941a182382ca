package dev.aside.cache;

/**
 * Says how much of the maximum weight an entry takes.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface Weigher<K, V> {

    /**
     * Returns the weight. It MUST be the same for the same key and value, and quick: it is asked under no lock, but on the way
     * of a caller. It is asked once before a value goes to the store, because one that it refuses is not stored anywhere, and
     * once by what holds the value in this process, which also weighs what other processes have stored. A negative result, or
     * an exception, leaves the value uncached and is counted; the caller still gets the value.
     *
     * @param key the key
     * @param value the value, never null
     * @return the weight, zero or more
     */
    int weigh(K key, V value);
}
