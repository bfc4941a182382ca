package dev.aside.cache.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.IdentityHashMap;

/**
 * A shape in words. A record is spelled out once and numbered; where it comes again, in itself or beside itself, the number
 * stands, so the text is finite and grows with the number of types alone.
 */
final class Description {

    private final StringBuilder text = new StringBuilder("v1:");
    private final IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();

    void text(String part) {
        text.append(part);
    }

    /** Writes the number of a record and tells whether it comes for the first time and must be spelled out. */
    boolean first(Object type) {
        Integer known = numbers.putIfAbsent(type, numbers.size());
        text.append('#').append(known == null ? numbers.size() - 1 : known);
        return known == null;
    }

    /** The first 64 bits of the SHA-256 of the words. */
    long fingerprint() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
