package dev.aside.cache.memcached;

import dev.aside.cache.spi.SlotKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What the slots of one cache are called on the servers:
 *
 * <pre>
 *   prefix cache : kind key         a name of up to 250 characters
 *   prefix cache : kind # digest    a longer one
 * </pre>
 *
 * <p>The prefix is the application's own, the kind is one letter. A key is written in letters, digits and {@code . _ - : ~}, and
 * every other byte as {@code %} and two digits, so nothing in it means anything to a protocol of lines. The digest is the SHA-256
 * of the key, in the 64 letters that URLs may have; {@code #} stands in no name that is written out, so two slots have one name
 * only if they are one slot, or SHA-256 is broken. An entry carries its whole key, and that is what a read compares.
 */
final class Keys {

    /** What a server takes. */
    static final int MAXIMUM = 250;

    /** So much is left for a digest, whatever the cache is called. */
    private static final int MAXIMUM_START = 200;

    private static final int BYTE = 0xff;
    private static final HexFormat DIGITS = HexFormat.of().withUpperCase();
    private static final boolean[] PLAIN = plain();

    private final String start;
    private final char entries;

    Keys(String prefix, String cacheName) {
        this(prefix, cacheName, 'e');
    }

    /** Returns the names of a session store, whose entries are sessions. */
    static Keys ofSessions(String prefix, String storeName) {
        return new Keys(prefix, storeName, 's');
    }

    /** Returns the names of a leaderboard, whose entries are its items. */
    static Keys ofBoards(String prefix, String boardName) {
        return new Keys(prefix, boardName, 'b');
    }

    private Keys(String prefix, String cacheName, char entries) {
        this.entries = entries;
        byte[] cache = cacheName.getBytes(StandardCharsets.UTF_8);
        String written =
                prefix + written(cache).replace(":", "%3A"); // the first colon behind the prefix ends the cache's name
        this.start = (written.length() < MAXIMUM_START ? written : prefix + "#" + digest(cache)) + ":";
    }

    private static boolean[] plain() {
        boolean[] plain = new boolean[BYTE + 1];
        String all = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-:~";
        all.chars().forEach(character -> plain[character] = true);
        return plain;
    }

    /**
     * Returns what a slot is called.
     *
     * @throws IllegalStateException if it is named by reference
     */
    String name(SlotKey key) {
        byte[] bytes = key.bytes();
        String head = start + letter(key.kind());
        int room = MAXIMUM - head.length();
        return bytes.length <= room && writtenLength(bytes) <= room
                ? head + written(bytes)
                : head + "#" + digest(bytes);
    }

    private static int writtenLength(byte[] bytes) {
        int length = bytes.length;
        for (byte one : bytes) {
            length += PLAIN[one & BYTE] ? 0 : 2;
        }
        return length;
    }

    private static String written(byte[] bytes) {
        byte[] written = new byte[writtenLength(bytes)];
        int at = 0;
        for (byte one : bytes) {
            if (PLAIN[one & BYTE]) {
                written[at++] = one;
            } else {
                written[at++] = '%';
                written[at++] = (byte) DIGITS.toHighHexDigit(one);
                written[at++] = (byte) DIGITS.toLowHexDigit(one);
            }
        }
        return new String(written, StandardCharsets.ISO_8859_1);
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** The letters are on servers, so the order in which the kinds are declared is not. */
    private char letter(SlotKey.Kind kind) {
        return switch (kind) {
            case ENTRY -> entries;
            case TAG -> 't';
            case GENERATION -> 'g';
            case TAG_EPOCH -> 'm';
        };
    }
}
