package dev.aside.cache.redis;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a script of leaderboards answers: bytes, and behind them, if it lists members, their names and records as the server has them,
 * which costs it least. Whatever is not as it should be is an exception of the kind that {@link BoardAnswers} takes for nonsense.
 */
final class BoardParts {

    private final ByteBuffer first;
    private final List<byte @Nullable []> pieces;
    private int taken = 1;

    /** @throws IllegalArgumentException if there is no first piece */
    BoardParts(List<byte @Nullable []> pieces) {
        byte[] bytes = pieces.isEmpty() ? null : pieces.get(0);
        if (bytes == null) {
            throw new IllegalArgumentException("no bytes");
        }
        this.first = ByteBuffer.wrap(bytes);
        this.pieces = pieces;
    }

    boolean isAtEnd() {
        return !hasMore() && taken == pieces.size();
    }

    /** Returns whether there is more of the first piece. */
    boolean hasMore() {
        return first.hasRemaining();
    }

    /** Takes some of the other pieces. */
    List<byte @Nullable []> pieces(int count) {
        if (count < 0 || count > pieces.size() - taken) {
            throw new BufferUnderflowException();
        }
        taken += count;
        return pieces.subList(taken - count, taken);
    }

    /** Takes twice as many of the other pieces. */
    List<byte @Nullable []> pairs(int count) {
        return pieces(count > pieces.size() ? -1 : 2 * count);
    }

    char letter() {
        return (char) first.get();
    }

    boolean flag() {
        byte flag = first.get();
        if (flag != 0 && flag != 1) {
            throw new IllegalArgumentException("no flag");
        }
        return flag == 1;
    }

    int count() {
        return first.getInt();
    }

    /** Takes bits that mean something to servers alone. */
    long bits() {
        return first.getLong();
    }

    /** Takes a whole number. */
    long number() {
        return number(first);
    }

    static long number(ByteBuffer in) {
        double number = in.getDouble();
        long whole = (long) number;
        if (whole != number) {
            throw new IllegalArgumentException("no whole number");
        }
        return whole;
    }

    /** Takes a name of up to 255 bytes. */
    String name() {
        return text(bytes(Byte.toUnsignedInt(first.get())));
    }

    /** Takes a text of up to 65,535 bytes. */
    String text() {
        return text(bytes());
    }

    /** Takes up to 65,535 bytes behind their length. */
    byte[] bytes() {
        return bytes(Short.toUnsignedInt(first.getShort()));
    }

    private byte[] bytes(int length) {
        if (length > first.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        first.get(bytes);
        return bytes;
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
