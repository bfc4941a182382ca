package dev.aside.cache.route;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * A place in a database's commit order: opaque, and comparable only with places of the same history (one cluster, one
 * timeline).
 *
 * <p>Two values stand at the ends: {@link #NONE} lies below every place and asks nothing of a load; {@link #UNKNOWN} lies
 * above every place, and only the writer satisfies it.
 *
 * <p><b>Thread-safety:</b> immutable.
 */
public final class CommitPosition {

    private static final byte KIND_NONE = 0;
    private static final byte KIND_UNKNOWN = 1;
    private static final byte KIND_ORDERED = 2;
    private static final byte KIND_UNORDERED = 3;
    private static final int MAX_HISTORY_BYTES = 255;
    private static final int MAX_PLACE_BYTES = 4096;

    /** Below every place: nothing has been changed that a load must have seen. */
    public static final CommitPosition NONE = new CommitPosition(KIND_NONE, "", new byte[0]);

    /** Above every place: only the database's writer is sure to have it. */
    public static final CommitPosition UNKNOWN = new CommitPosition(KIND_UNKNOWN, "", new byte[0]);

    private final byte kind;
    private final String history;
    private final byte[] place;

    private CommitPosition(byte kind, String history, byte[] place) {
        this.kind = kind;
        this.history = history;
        this.place = place;
    }

    /**
     * Returns a place in a history whose places are ordered as unsigned numbers, such as PostgreSQL's LSN.
     *
     * @param history names cluster and timeline; 1 to 255 bytes of UTF-8
     * @param place the place, taken as unsigned
     * @return the position
     * @throws IllegalArgumentException if the history is empty or too long
     */
    public static CommitPosition ordered(String history, long place) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(place).array();
        return new CommitPosition(KIND_ORDERED, checked(history), bytes);
    }

    /**
     * Returns a place in a history whose places have no order that two of them alone would show, such as a GTID set. It is
     * equal to itself; everything else about it is unknown.
     *
     * @param history names the cluster; 1 to 255 bytes of UTF-8
     * @param place the place as the database writes it; at most 4,096 bytes
     * @return the position
     * @throws IllegalArgumentException if history or place has a length that is not allowed
     */
    public static CommitPosition unordered(String history, byte[] place) {
        if (place.length > MAX_PLACE_BYTES) {
            throw new IllegalArgumentException(
                    "a place has at most " + MAX_PLACE_BYTES + " bytes, not " + place.length);
        }
        return new CommitPosition(KIND_UNORDERED, checked(history), place.clone());
    }

    private static String checked(String history) {
        int length = history.getBytes(StandardCharsets.UTF_8).length;
        if (length == 0 || length > MAX_HISTORY_BYTES) {
            throw new IllegalArgumentException("a history has 1 to " + MAX_HISTORY_BYTES + " bytes, not " + length);
        }
        return history;
    }

    /**
     * Returns whether this is {@link #NONE}.
     *
     * @return whether nothing is asked
     */
    public boolean isNone() {
        return kind == KIND_NONE;
    }

    /**
     * Returns whether this is {@link #UNKNOWN}.
     *
     * @return whether only the writer will do
     */
    public boolean isUnknown() {
        return kind == KIND_UNKNOWN;
    }

    /**
     * Returns the lowest position that is at or above both: the higher one where they compare, {@link #UNKNOWN} where they
     * do not.
     *
     * @param other the other position
     * @return the merged position
     */
    public CommitPosition merge(CommitPosition other) {
        Objects.requireNonNull(other, "other");
        if (isNone() || equals(other)) {
            return other;
        }
        if (other.isNone()) {
            return this;
        }
        if (!comparable(other)) {
            return UNKNOWN;
        }
        return Arrays.compareUnsigned(place, other.place) >= 0 ? this : other;
    }

    /**
     * Returns whether a server that has replayed up to this position has everything up to the floor. When in doubt, no.
     *
     * @param floor what must have been replayed
     * @return whether it surely has been
     */
    public boolean isAtLeast(CommitPosition floor) {
        if (floor.isNone()) {
            return true;
        }
        if (floor.isUnknown() || isUnknown() || isNone()) {
            return false;
        }
        return equals(floor) || (comparable(floor) && Arrays.compareUnsigned(place, floor.place) >= 0);
    }

    /** Returns what names the history; empty for the two that have none. */
    String history() {
        return history;
    }

    private boolean comparable(CommitPosition other) {
        return kind == KIND_ORDERED && other.kind == KIND_ORDERED && history.equals(other.history);
    }

    /**
     * Returns the position as bytes. Two ordered positions of one history compare as their bytes do, unsigned.
     *
     * @return a new array, which the caller owns
     */
    public byte[] encode() {
        if (isNone() || isUnknown()) {
            return new byte[] {kind};
        }
        byte[] name = history.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + name.length + place.length)
                .put(kind)
                .put((byte) name.length)
                .put(name)
                .put(place)
                .array();
    }

    /**
     * Returns the position that the bytes stand for. Bytes that are not a position give {@link #UNKNOWN}, which is always
     * safe.
     *
     * @param bytes what {@link #encode()} returned
     * @return the position
     */
    public static CommitPosition decode(byte[] bytes) {
        if (bytes.length == 1 && bytes[0] == KIND_NONE) {
            return NONE;
        }
        int nameLength = bytes.length < 2 ? 0 : Byte.toUnsignedInt(bytes[1]);
        boolean whole = nameLength > 0 && bytes.length >= 2 + nameLength;
        if (!whole || (bytes[0] != KIND_ORDERED && bytes[0] != KIND_UNORDERED)) {
            return UNKNOWN;
        }
        String history = new String(bytes, 2, nameLength, StandardCharsets.UTF_8);
        byte[] place = Arrays.copyOfRange(bytes, 2 + nameLength, bytes.length);
        boolean wellFormed = bytes[0] == KIND_ORDERED ? place.length == Long.BYTES : place.length <= MAX_PLACE_BYTES;
        return wellFormed ? new CommitPosition(bytes[0], history, place) : UNKNOWN;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CommitPosition that
                && kind == that.kind
                && history.equals(that.history)
                && Arrays.equals(place, that.place);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, history, Arrays.hashCode(place));
    }

    @Override
    public String toString() {
        return switch (kind) {
            case KIND_NONE -> "none";
            case KIND_UNKNOWN -> "unknown";
            case KIND_ORDERED ->
                history + "/" + Long.toUnsignedString(ByteBuffer.wrap(place).getLong(), 16);
            default -> history + "/(" + place.length + " bytes)";
        };
    }
}
