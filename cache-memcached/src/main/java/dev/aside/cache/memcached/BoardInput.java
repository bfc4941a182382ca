package dev.aside.cache.memcached;

import dev.aside.cache.spi.BoardRecord;
import dev.aside.cache.spi.Digest;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what {@link BoardOutput} has written. Whatever else is found is nobody's. */
final class BoardInput {

    private static final int SEVEN = 7;
    private static final int LOW = 0x7f;

    private final ByteBuffer in;

    private BoardInput(byte[] bytes) {
        this.in = ByteBuffer.wrap(bytes, BoardOutput.BODY_AT + 1, bytes.length - BoardOutput.BODY_AT - 1);
    }

    /**
     * Reads an item.
     *
     * @param kind what it must be
     * @return what it is, or null if there is none, or it is something else, or damaged
     */
    static <T> @Nullable T read(@Nullable Item item, char kind, Function<BoardInput, T> reading) {
        if (item == null || !BytesTranscoder.isOurs(item.flags()) || !isWhole(item.bytes(), kind)) {
            return null;
        }
        BoardInput input = new BoardInput(item.bytes());
        try {
            T read = reading.apply(input);
            return input.in.hasRemaining() ? null : read;
        } catch (BufferUnderflowException e) {
            return null;
        }
    }

    private static boolean isWhole(byte[] bytes, char kind) {
        return bytes.length > BoardOutput.BODY_AT
                && bytes[0] == BoardOutput.VERSION
                && bytes[BoardOutput.BODY_AT] == kind
                && ByteBuffer.wrap(bytes).getInt(1) == BoardOutput.checksum(bytes);
    }

    boolean flag() {
        return in.get() != 0;
    }

    long number() {
        return in.getLong();
    }

    long count() {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += SEVEN) {
            byte next = in.get();
            number |= (long) (next & LOW) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new BufferUnderflowException();
    }

    Digest digest() {
        return new Digest(number(), number());
    }

    String text() {
        long length = count();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] utf8 = new byte[(int) length];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    BoardRecord record() {
        return new BoardRecord(number(), number(), number(), flag() ? text() : null);
    }

    @Nullable
    BoardRecord optional() {
        return flag() ? record() : null;
    }

    /** Reads the name of one of these. */
    <E extends Enum<E>> E one(E[] values) {
        String name = text();
        for (E value : values) {
            if (value.name().equals(name)) {
                return value;
            }
        }
        throw new BufferUnderflowException();
    }

    /** Reads as many as it says there are. */
    <T> List<T> all(Supplier<T> one) {
        List<T> all = new ArrayList<>();
        for (long left = count(); left > 0; left--) {
            all.add(one.get());
        }
        return all;
    }
}
