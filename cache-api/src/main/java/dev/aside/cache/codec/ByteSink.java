package dev.aside.cache.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing array of bytes. Fixed-width numbers are big-endian; lengths and integers are varints, as short as they can be. */
final class ByteSink {

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    /** The longest array that every virtual machine can allocate. */
    private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

    private byte[] bytes;
    private int size;
    private int depth;

    ByteSink(int initialBytes) {
        this.bytes = new byte[initialBytes];
    }

    /** What was written; the sink is not used afterwards. */
    byte[] toByteArray() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    void flag(boolean value) {
        int8(value ? 1 : 0);
    }

    void int8(int value) {
        int at = reserve(1);
        bytes[at] = (byte) value;
    }

    void int16(short value) {
        int at = reserve(Short.BYTES);
        SHORT.set(bytes, at, value);
    }

    void int32(int value) {
        int at = reserve(Integer.BYTES);
        INT.set(bytes, at, value);
    }

    void int64(long value) {
        int at = reserve(Long.BYTES);
        LONG.set(bytes, at, value);
    }

    /** Seven bits a byte, lowest first; the top bit says that more follow. */
    void unsigned(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            int8((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        int8((int) rest);
    }

    /** Zigzag, so that a small negative number is as short as a small positive one. */
    void signed(long value) {
        unsigned((value << 1) ^ (value >> 63));
    }

    void block(byte[] block) {
        unsigned(block.length);
        int at = reserve(block.length);
        System.arraycopy(block, 0, bytes, at, block.length);
    }

    void text(String value) {
        block(Utf8.encode(value));
    }

    /** Goes one level down; {@link #leave} comes back. */
    void enter() {
        depth = Depth.below(depth, "value is");
    }

    void leave() {
        depth--;
    }

    /** Makes room and returns where; the array may be another one afterwards. */
    private int reserve(int count) {
        if (count > bytes.length - size) {
            grow((long) size + count);
        }
        int at = size;
        size += count;
        return at;
    }

    private void grow(long needed) {
        if (needed > MAX_BYTES) {
            throw new CodecException("value is too large; allowed are " + MAX_BYTES + " bytes");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_BYTES, Math.max(needed, 2L * bytes.length)));
    }
}
