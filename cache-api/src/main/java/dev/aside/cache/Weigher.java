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
     * Returns the weight. Called once per stored value, under no lock. A negative result, or an exception, leaves the value
     * uncached and is counted; the caller still gets the value.
     *
     * @param key the key
     * @param value the value, never null
     * @return the weight, zero or more
     */
    int weigh(K key, V value);
}
