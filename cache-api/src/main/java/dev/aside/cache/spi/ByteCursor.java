package dev.aside.cache.spi;

import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * Reads big-endian fields from bytes that nobody vouches for. A field that is not all there reads as zero or empty and is
 * remembered, so that a parser asks once, at its end; nothing is allocated for bytes that are not there.
 */
final class ByteCursor {

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
        return skip(length) ? Arrays.copyOfRange(bytes, start, position) : new byte[0];
    }

    String text(int length, Charset charset) {
        int start = position;
        return skip(length) ? new String(bytes, start, length, charset) : "";
    }

    /** Reads as many bytes as said, and returns whether they are these. */
    boolean matches(int length, byte[] other) {
        int start = position;
        return skip(length) && Arrays.equals(bytes, start, position, other, 0, other.length);
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
