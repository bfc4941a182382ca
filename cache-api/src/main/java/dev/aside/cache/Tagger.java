package dev.aside.cache;

import java.util.Collection;

/**
 * Says which tags an entry carries.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface Tagger<K, V> {

    /**
     * Returns the tags. Called once per load or put, under no lock. More than 16 tags, one of more than 4,096 characters,
     * a null, or an exception leaves the value uncached and is counted; the caller still gets the value.
     *
     * @param key the key
     * @param value the value, never null
     * @return the tags, at most 16, each of at most 4,096 characters
     */
    Collection<String> tags(K key, V value);
}
