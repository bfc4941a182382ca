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
    private final IdentityHashMap<Shape, Integer> numbers = new IdentityHashMap<>();

    /** The fingerprint of a shape: the first 64 bits of the SHA-256 of its description. */
    static long fingerprint(Shape shape) {
        Description description = new Description();
        shape.describe(description);
        return hash(description.text.toString());
    }

    void text(String part) {
        text.append(part);
    }

    /** Writes the number of a record and tells whether it comes for the first time and must be spelled out. */
    boolean first(Shape shape) {
        Integer known = numbers.putIfAbsent(shape, numbers.size());
        text.append('#').append(known == null ? numbers.size() - 1 : known);
        return known == null;
    }

    private static long hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
