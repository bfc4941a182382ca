package dev.aside.cache.engine.session;

import dev.aside.cache.spi.Digest;
import java.util.Arrays;
import java.util.Base64;

/**
 * An id: where the session is, and a secret. Both halves are by chance; the store is told digests of them. {@link #toString} does
 * not say it.
 */
final class SessionId {

    static final int HALF = 16;

    /** The length of its text. */
    static final int LENGTH = 43;

    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final byte[] bytes;
    private final Seal seal;
    private final Digest key;
    private final Digest secret;

    SessionId(byte[] bytes, Seal seal) {
        this.bytes = bytes;
        this.seal = seal;
        this.key = seal.digest(Seal.Use.PLACE, place());
        this.secret = seal.digest(Seal.Use.SECRET, bytes);
    }

    private byte[] place() {
        return Arrays.copyOf(bytes, HALF);
    }

    /** Returns what a cookie holds. */
    String text() {
        return TEXT.encodeToString(bytes);
    }

    /** Returns which session it is. */
    Digest key() {
        return key;
    }

    /** Returns what the store compares. */
    Digest secret() {
        return secret;
    }

    /** Returns the id that follows: the same for all who know this one and the session's turn. */
    SessionId next(Digest turn) {
        byte[] next = Arrays.copyOf(bytes, bytes.length);
        byte[] half = seal.digest(Seal.Use.NEXT, bytes, turn.bytes()).bytes();
        System.arraycopy(half, 0, next, HALF, HALF);
        return new SessionId(next, seal);
    }

    /** Returns the turn that follows one, the same for all who know that. */
    Digest turn(Digest before) {
        return seal.digest(Seal.Use.TURN, bytes, before.bytes());
    }

    @Override
    public String toString() {
        return key.toString();
    }
}
