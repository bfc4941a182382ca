package dev.aside.cache.route;

import java.util.Arrays;
import java.util.Objects;

/**
 * What of a cache has changed, as it is kept in a database until all tiers know.
 *
 * <p><b>Thread-safety:</b> immutable. Equal are those that name the same.
 */
public final class ChangeRecord {

    private final String cache;
    private final char kind;
    private final byte[] key;

    /**
     * Makes a record.
     *
     * @param cache the cache's name
     * @param kind what has changed: {@code e} an entry, {@code t} a tag, {@code g} all of the cache
     * @param key the encoded key or tag; of all of the cache, nothing
     * @throws IllegalArgumentException if the kind is none of the three
     */
    public ChangeRecord(String cache, char kind, byte[] key) {
        if ("etg".indexOf(kind) < 0) {
            throw new IllegalArgumentException("a change is one of an entry (e), a tag (t) or all of a cache (g)");
        }
        this.cache = Objects.requireNonNull(cache, "cache");
        this.kind = kind;
        this.key = key.clone();
    }

    /**
     * Returns the name of the cache.
     *
     * @return the name
     */
    public String cache() {
        return cache;
    }

    /**
     * Returns what has changed.
     *
     * @return {@code e}, {@code t} or {@code g}
     */
    public char kind() {
        return kind;
    }

    /**
     * Returns the encoded key or tag.
     *
     * @return a new array, which the caller owns
     */
    public byte[] key() {
        return key.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChangeRecord that
                && kind == that.kind
                && cache.equals(that.cache)
                && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * cache.hashCode() + kind) + Arrays.hashCode(key);
    }

    /** Returns cache and kind; a key is not for logs. */
    @Override
    public String toString() {
        return cache + ':' + kind;
    }
}
