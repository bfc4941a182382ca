package dev.aside.cache.engine.session;

import dev.aside.cache.CacheConfigurationException;
import dev.aside.cache.spi.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Issues ids, and reads what requests bring. The first two bytes of an id say by which secret it was issued, so that secrets can be
 * changed: the first of them issues, and the others are still known.
 */
final class SessionIds {

    private final List<Seal> seals;
    private final RandomGenerator random;

    /**
     * @param secrets the one that issues, and those before it
     * @param random gives bytes that nobody can guess
     */
    SessionIds(List<byte[]> secrets, String storeName, RandomGenerator random) {
        this.seals = secrets.stream().map(secret -> new Seal(secret, storeName)).toList();
        this.random = random;
        if (seals.stream().map(Seal::mark).distinct().count() < seals.size()) {
            throw new CacheConfigurationException(
                    storeName + ": two secrets are the same, or cannot be told apart: choose another");
        }
    }

    SessionId issue() {
        byte[] bytes = new byte[2 * SessionId.HALF];
        random.nextBytes(bytes);
        ByteBuffer.wrap(bytes).putShort(present().mark());
        return new SessionId(bytes, present());
    }

    /** Returns a number by chance from which, with an id, the next one is made. */
    Digest turn() {
        byte[] bytes = new byte[Digest.BYTES];
        random.nextBytes(bytes);
        return Digest.of(bytes);
    }

    /** Returns the id that a text is, or null if it can be none. */
    @Nullable
    SessionId parse(String text) {
        byte[] bytes = text.length() == SessionId.LENGTH ? decoded(text) : null;
        if (bytes == null) {
            return null;
        }
        short mark = ByteBuffer.wrap(bytes).getShort();
        for (Seal seal : seals) {
            if (seal.mark() == mark) {
                SessionId id = new SessionId(bytes, seal);
                return id.text().equals(text) ? id : null; // two bits of the last letter are no part of it
            }
        }
        return null;
    }

    private static byte @Nullable [] decoded(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Returns the digest that a handle is, or null if it is none. */
    static @Nullable Digest handle(String text) {
        byte[] bytes = decoded(text);
        Digest digest = bytes == null || bytes.length != Digest.BYTES ? null : Digest.of(bytes);
        return digest != null && digest.toString().equals(text) ? digest : null;
    }

    /** Returns the registers in which sessions of a principal may be, first that of the present secret. */
    List<Digest> principals(String name) {
        return seals.stream().map(seal -> principal(seal, name)).toList();
    }

    Digest principal(String name) {
        return principal(present(), name);
    }

    private static Digest principal(Seal seal, String name) {
        return seal.digest(Seal.Use.PRINCIPAL, name.getBytes(StandardCharsets.UTF_8));
    }

    private Seal present() {
        return seals.get(0);
    }
}
