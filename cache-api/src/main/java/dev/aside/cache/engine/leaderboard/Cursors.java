package dev.aside.cache.engine.leaderboard;

import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.spi.BoardRecord;
import dev.aside.cache.spi.BoardRules;
import dev.aside.cache.spi.BoardWindow;
import dev.aside.cache.spi.Digest;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/**
 * Writes down places as text, which pages go on from. A place is what a member is ordered by, and not a number: it stays where it is when
 * others come and go. What is not from this board and window is noticed; it is no secret, as it tells nothing that the page has not told.
 */
final class Cursors {

    private static final int CHECK_BYTES = Digest.BYTES;
    private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();

    private final String board;

    /** @param board its name and definition */
    Cursors(String board) {
        this.board = board;
    }

    /**
     * A place.
     *
     * @param record what there was
     * @param member whose it was
     */
    record Place(BoardRecord record, String member) {}

    String write(BoardWindow window, Standing standing) {
        byte[] member = standing.member().getBytes(StandardCharsets.UTF_8);
        byte[] body = ByteBuffer.allocate(3 * Long.BYTES + member.length)
                .putLong(standing.score())
                .putLong(standing.column())
                .putLong(BoardRules.micros(standing.at()))
                .put(member)
                .array();
        return TO_TEXT.encodeToString(ByteBuffer.allocate(CHECK_BYTES + body.length)
                .put(check(window, body))
                .put(body)
                .array());
    }

    /** @throws IllegalArgumentException if it is not of this board and window */
    Place read(BoardWindow window, String text) {
        try {
            ByteBuffer in = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            byte[] check = new byte[CHECK_BYTES];
            in.get(check);
            byte[] body = new byte[in.remaining()];
            in.get(body);
            if (!MessageDigest.isEqual(check, check(window, body))) {
                throw new IllegalArgumentException("another");
            }
            return place(ByteBuffer.wrap(body));
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw new IllegalArgumentException("a page goes on from the next() of a page of this board and period", e);
        }
    }

    private static Place place(ByteBuffer in) {
        BoardRecord record = new BoardRecord(in.getLong(), in.getLong(), in.getLong(), null);
        byte[] member = new byte[in.remaining()];
        in.get(member);
        return new Place(record, new String(member, StandardCharsets.UTF_8));
    }

    private byte[] check(BoardWindow window, byte[] body) {
        return Digest.ofText(board + " " + window.period() + " " + window.startMillis() + " " + Arrays.toString(body))
                .bytes();
    }
}
