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

    Seal(byte[] secret, String storeName) {
        this.key = new SecretKeySpec(secret, ALGORITHM);
        this.storeName = storeName.getBytes(StandardCharsets.UTF_8);
        this.mark = ByteBuffer.wrap(mac().doFinal(this.storeName)).getShort();
    }

    /** Returns a number by which nearly all secrets are told apart. */
    short mark() {
        return mark;
    }

    Digest digest(Use use, byte[]... parts) {
        Mac mac = mac();
        mac.update(storeName);
        mac.update((byte) 0);
        mac.update(use.code);
        for (byte[] part : parts) {
            mac.update(part);
        }
        return Digest.of(mac.doFinal());
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
