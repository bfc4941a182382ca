package dev.aside.cache.engine.session;

import dev.aside.cache.spi.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes digests with one secret: HMAC-SHA-256, of which 128 bits are taken. Safe for use by many threads. */
final class Seal {

    private static final String ALGORITHM = "HmacSHA256";

    /** What a digest is of: the same bytes give another one for another use. */
    enum Use {
        PLACE(1),
        SECRET(2),
        NEXT(3),
        TURN(4),
        PRINCIPAL(5);

        private final byte code;

        Use(int code) {
            this.code = (byte) code;
        }
    }

    private final SecretKeySpec key;
    private final byte[] storeName;
    private final short mark;

    /** Has taken the secret and the store's name in already; each digest goes on from a copy of it. */
    private final Mac begun;

    Seal(byte[] secret, String storeName) {
        this.key = new SecretKeySpec(secret, ALGORITHM);
        this.storeName = storeName.getBytes(StandardCharsets.UTF_8);
        this.begun = begin();
        this.mark = ByteBuffer.wrap(begin().doFinal()).getShort();
    }

    /** Returns a number by which nearly all secrets are told apart. */
    short mark() {
        return mark;
    }

    Digest digest(Use use, byte[]... parts) {
        Mac mac = copy();
        mac.update(use.code);
        for (byte[] part : parts) {
            mac.update(part);
        }
        return Digest.of(mac.doFinal());
    }

    /** Nearly every provider can copy what it has begun; with another each digest begins anew. */
    private Mac copy() {
        try {
            return (Mac) begun.clone();
        } catch (CloneNotSupportedException e) {
            return begin();
        }
    }

    private Mac begin() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(storeName);
            mac.update((byte) 0);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
