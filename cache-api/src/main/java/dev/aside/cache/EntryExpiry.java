package dev.aside.cache;

import java.time.Duration;

/**
 * Says how long one value stays valid.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface EntryExpiry<K, V> {

    /**
     * Returns the hard life of a value, counted from before it was loaded. Called once per load or put, under no lock. A
     * result that is null, zero or negative, or an exception, leaves the value uncached and is counted; the caller still
     * gets the value.
     *
     * @param key the key
     * @param value the value, never null
     * @return the life; more than the largest expiry is taken as the largest
     */
    Duration expireAfterWrite(K key, V value);
}
