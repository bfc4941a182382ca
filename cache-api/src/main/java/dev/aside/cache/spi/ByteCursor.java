package dev.aside.cache.spi;

import dev.aside.cache.route.CommitPosition;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads big-endian fields from bytes that nobody vouches for. A field that is not all there reads as zero or empty and is
 * remembered, so that a parser asks once, at its end; nothing is allocated for bytes that are not there.
 */
final class ByteCursor {

    private static final byte[] NOTHING = {};

    private final byte[] bytes;
    private int position;
    private boolean broken;

    ByteCursor(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    int position() {
        return position;
    }

    int remaining() {
        return bytes.length - position;
    }

    /** Returns whether every field was there so far. */
    boolean intact() {
        return !broken;
    }

    /** Returns whether every field was there and nothing follows. */
    boolean finished() {
        return !broken && position == bytes.length;
    }

    int uint8() {
        return (int) number(Byte.BYTES);
    }

    int uint16() {
        return (int) number(Short.BYTES);
    }

    /** Reads four bytes; a number above 2^31-1 comes out negative. */
    int int32() {
        return (int) number(Integer.BYTES);
    }

    long int64() {
        return number(Long.BYTES);
    }

    byte[] take(int length) {
        int start = position;
        return skip(length) && length > 0 ? Arrays.copyOfRange(bytes, start, position) : NOTHING;
    }

    String utf8(int length) {
        int start = position;
        return skip(length) ? new String(bytes, start, length, StandardCharsets.UTF_8) : "";
    }

    /** Reads a text of ASCII, which is most likely this one: then it is this very object. */
    String ascii(int length, String likely) {
        int start = position;
        if (!skip(length)) {
            return "";
        }
        boolean same = length == likely.length();
        for (int i = 0; same && i < length; i++) {
            same = bytes[start + i] == likely.charAt(i);
        }
        return same ? likely : new String(bytes, start, length, StandardCharsets.US_ASCII);
    }

    /** Reads as many bytes as said, and returns whether they are these. */
    boolean matches(int length, byte[] other) {
        int start = position;
        return skip(length) && Arrays.equals(bytes, start, position, other, 0, other.length);
    }

    /** Reads a position with its length. One that makes no sense is unknown, which asks for the writer and is safe. */
    CommitPosition commitPosition() {
        return CommitPosition.decode(take(uint16()));
    }

    private long number(int length) {
        int start = position;
        long number = 0;
        if (skip(length)) {
            for (int i = start; i < position; i++) {
                number = number << 8 | (bytes[i] & 0xFF);
            }
        }
        return number;
    }

    private boolean skip(int length) {
        if (broken || length < 0 || length > remaining()) {
            broken = true;
            return false;
        }
        position += length;
        return true;
    }
}
