package dev.aside.cache.spi;

import java.util.Arrays;
import java.util.Objects;

/**
 * The name of a slot within one cache: what it is for, and which one. A store that holds references gets the user's own key;
 * a store that holds bytes gets the encoded key, and prefixes, hashes or escapes it as its servers need. Two keys of
 * different kinds never meet.
 *
 * <p><b>Thread-safety:</b> immutable, as far as the user's key is.
 */
public final class SlotKey {

    /** What a slot is for. */
    public enum Kind {
        /** One entry. */
        ENTRY,
        /** The token of one tag. */
        TAG,
        /** The token of the whole cache, which {@code clear()} moves. */
        GENERATION,
        /** The token that every change of a tag moves, so that a load can tell whether any tag moved since it began. */
        TAG_EPOCH
    }

    /**
     * The most bytes of an entry's encoded key; a cache refuses longer ones before a store hears of them. It is stored in the
     * slot beside its value, and kept in the journal of a change: 10,000 changes that wait take 40 MB at most.
     */
    public static final int MAX_KEY_BYTES = 4_096;

    private final Kind kind;
    private final Object id;
    private final int hash;

    private SlotKey(Kind kind, Object id, int idHash) {
        this.kind = kind;
        this.id = id;
        this.hash = 31 * kind.name().hashCode() + idHash;
    }

    /**
     * Returns the slot of a key held by reference.
     *
     * @param kind what the slot is for
     * @param key the user's key, or the tag
     * @return the name
     */
    public static SlotKey ofReference(Kind kind, Object key) {
        return new SlotKey(kind, key, key.hashCode());
    }

    /**
     * Returns the slot of an encoded key.
     *
     * @param kind what the slot is for
     * @param encoded the bytes, which nobody may change any more
     * @return the name
     */
    public static SlotKey ofBytes(Kind kind, byte[] encoded) {
        return new SlotKey(kind, encoded, Arrays.hashCode(encoded));
    }

    /**
     * Returns what the slot is for.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Returns the user's key.
     *
     * @return the key, or the tag
     * @throws IllegalStateException if this names a slot by bytes
     */
    public Object reference() {
        if (id instanceof byte[]) {
            throw new IllegalStateException("this slot is named by bytes");
        }
        return id;
    }

    /**
     * Returns the encoded key.
     *
     * @return the bytes, which MUST NOT be changed
     * @throws IllegalStateException if this names a slot by reference
     */
    public byte[] bytes() {
        if (id instanceof byte[] bytes) {
            return bytes;
        }
        throw new IllegalStateException("this slot is named by reference");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SlotKey that && hash == that.hash && kind == that.kind && sameId(that);
    }

    private boolean sameId(SlotKey that) {
        return id instanceof byte[] bytes
                ? that.id instanceof byte[] others && Arrays.equals(bytes, others)
                : Objects.equals(id, that.id);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** Returns the kind only: a key is not for logs. */
    @Override
    public String toString() {
        return kind.name();
    }
}
