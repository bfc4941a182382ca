package dev.aside.cache.spi;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What a store is told in place of something that it must not know, such as the id of a session: 128 bits that only who knows
 * a secret can make of it. It may stand in keys, logs and messages.
 *
 * @param high the first eight bytes
 * @param low the last eight bytes
 */
public record Digest(long high, long low) {

    /** How many bytes it is. */
    public static final int BYTES = 2 * Long.BYTES;

    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    /**
     * Takes the first bytes of an array.
     *
     * @param bytes at least {@link #BYTES} of them
     * @return the digest
     */
    public static Digest of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new Digest(in.getLong(), in.getLong());
    }

    /**
     * Takes the SHA-256 of a text: no secret, but the same wherever the text is.
     *
     * @param text the text
     * @return the digest
     */
    public static Digest ofText(String text) {
        try {
            return of(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Returns its bytes.
     *
     * @return a new array
     */
    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }

    /**
     * Returns the name under which a feed knows the session of this digest.
     *
     * @return the name
     */
    public SlotKey slot() {
        return SlotKey.ofBytes(SlotKey.Kind.ENTRY, bytes());
    }

    /** Returns 22 letters, digits, dashes and underscores. */
    @Override
    public String toString() {
        return TEXT.encodeToString(bytes());
    }
}
