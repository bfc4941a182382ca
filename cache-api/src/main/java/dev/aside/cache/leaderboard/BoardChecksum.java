package dev.aside.cache.leaderboard;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A sum over members and their scores, whatever their order: what a board holds and what a database holds can be compared by it
 * without sorting either. Immutable.
 *
 * <pre>{@code
 * BoardChecksum expected = BoardChecksum.EMPTY;
 * while (rows.next()) {
 *     expected = expected.plus(rows.getString(1), rows.getLong(2), 0);
 * }
 * }</pre>
 *
 * @param members how many
 * @param sum the sum of the first eight bytes of the SHA-256 of each, modulo 2^64
 */
public record BoardChecksum(long members, long sum) {

    /** Of nobody. */
    public static final BoardChecksum EMPTY = new BoardChecksum(0, 0);

    /**
     * Adds a member.
     *
     * @param member who
     * @param score the score that counts
     * @param column the second column, 0 if there is none
     * @return the sum with it
     */
    public BoardChecksum plus(String member, long score, long column) {
        byte[] name = member.getBytes(StandardCharsets.UTF_8);
        ByteBuffer in = ByteBuffer.allocate(2 * Long.BYTES + name.length)
                .putLong(score)
                .putLong(column)
                .put(name);
        return new BoardChecksum(
                members + 1, sum + ByteBuffer.wrap(sha256().digest(in.array())).getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
