package dev.aside.cache.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A reading position in bytes that may be damaged or hostile. Each length is checked against what is left before anything is
 * allocated, and only the one spelling that {@link ByteSink} writes is accepted.
 */
final class ByteSource {

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private int position;
    private int depth;

    ByteSource(byte[] bytes) {
        this.bytes = bytes;
    }

    int remaining() {
        return bytes.length - position;
    }

    void requireEnd() {
        if (remaining() != 0) {
            throw new CodecException("bytes follow the value; allowed is the value alone");
        }
    }

    boolean flag() {
        int value = int8();
        if ((value & ~1) != 0) {
            throw new CodecException("a flag is neither 0 nor 1");
        }
        return value == 1;
    }

    byte int8() {
        return bytes[take(1)];
    }

    short int16() {
        return (short) SHORT.get(bytes, take(Short.BYTES));
    }

    int int32() {
        return (int) INT.get(bytes, take(Integer.BYTES));
    }

    long int64() {
        return (long) LONG.get(bytes, take(Long.BYTES));
    }

    long unsigned() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = int8();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                requireShortest(next, shift);
                return value;
            }
        }
        throw new CodecException("a varint is longer than ten bytes");
    }

    long signed() {
        long value = unsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    int signedInt() {
        long value = signed();
        if (value != (int) value) {
            throw new CodecException("a number does not fit 32 bits");
        }
        return (int) value;
    }

    /** A count of things that take at least the given number of bytes each. */
    int count(int bytesEach) {
        long count = unsigned();
        if (count < 0 || count > remaining() / bytesEach) {
            throw new CodecException("a declared length exceeds the bytes that are left");
        }
        return (int) count;
    }

    byte[] block() {
        int length = count(1);
        int from = take(length);
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    String text() {
        int length = count(1);
        return Utf8.decode(bytes, take(length), length);
    }

    /** Goes one level down; {@link #leave} comes back. */
    void enter() {
        depth = Depth.below(depth, "bytes are");
    }

    void leave() {
        depth--;
    }

    private static void requireShortest(int last, int shift) {
        boolean padded = last == 0 && shift > 0;
        boolean overflows = shift == 63 && last > 1;
        if (padded || overflows) {
            throw new CodecException("a varint is not in its shortest form");
        }
    }

    private int take(int count) {
        if (count > remaining()) {
            throw new CodecException("bytes end before the value does");
        }
        int at = position;
        position += count;
        return at;
    }
}
