package dev.aside.cache.spi;

import dev.aside.cache.spi.SessionSlot.Field;
import dev.aside.cache.spi.SessionSlot.Live;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A session as one value, for stores that hold values. Big-endian:
 *
 * <pre>
 *   1 version, 4 CRC-32C of all that follows, 16 the session's key, 1 kind
 *   ended:  8 until
 *   live:   8 version, 8 created, 8 accessed, 8 idle, 8 latest, 16 secret, 16 turn,
 *           1 and 24 the former, 1 and 24 the owner, 1 and 16 the hold, each only where there is one,
 *           4 the number of fields, and of each 4 and its name, 8 version, 4 and its value
 * </pre>
 *
 * <p>Whoever reads bytes of another version, of another session or damaged ones has to take the session for ended. Safe for use
 * by many threads.
 */
public final class SessionFormat {

    private static final byte VERSION = 1;
    private static final byte ENDED = 0;
    private static final byte LIVE = 1;
    private static final int BODY_AT = 1 + Integer.BYTES;

    private SessionFormat() {}

    /**
     * Writes a session.
     *
     * @param key its key
     * @param slot the session
     * @return its bytes
     * @throws IllegalArgumentException if an attribute is held by reference
     */
    public static byte[] encode(Digest key, SessionSlot slot) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeInt(0);
            write(out, key);
            if (slot instanceof SessionSlot.Ended ended) {
                out.writeByte(ENDED);
                out.writeLong(ended.untilMillis());
            } else {
                out.writeByte(LIVE);
                write(out, (Live) slot);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] all = bytes.toByteArray();
        ByteBuffer.wrap(all).putInt(1, checksum(all));
        return all;
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, BODY_AT, bytes.length - BODY_AT);
        return (int) crc.getValue();
    }

    private static void write(DataOutputStream out, Digest digest) throws IOException {
        out.writeLong(digest.high());
        out.writeLong(digest.low());
    }

    private static void write(DataOutputStream out, Live live) throws IOException {
        out.writeLong(live.version());
        out.writeLong(live.times().createdMillis());
        out.writeLong(live.times().accessedMillis());
        out.writeLong(live.times().idleMillis());
        out.writeLong(live.times().latestMillis());
        write(out, live.secret().digest());
        write(out, live.secret().turn());
        SessionSlot.Former former = live.former();
        out.writeBoolean(former != null);
        if (former != null) {
            write(out, former.digest());
            out.writeLong(former.untilMillis());
        }
        SessionSlot.Owner owner = live.owner();
        out.writeBoolean(owner != null);
        if (owner != null) {
            write(out, owner.principal());
            out.writeLong(owner.untilMillis());
        }
        SessionSlot.Hold hold = live.hold();
        out.writeBoolean(hold != null);
        if (hold != null) {
            out.writeLong(hold.stamp());
            out.writeLong(hold.untilMillis());
        }
        out.writeInt(live.fields().size());
        for (Map.Entry<String, Field> field : live.fields().entrySet()) {
            writeText(out, field.getKey().getBytes(StandardCharsets.UTF_8));
            out.writeLong(field.getValue().version());
            writeText(out, bytes(field.getValue().value()));
        }
    }

    private static void writeText(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] bytes(Payload value) {
        if (value instanceof Payload.Bytes bytes) {
            return bytes.bytes();
        }
        throw new IllegalArgumentException("a server is given bytes, and not a reference");
    }

    /**
     * Reads a session.
     *
     * @param key its key
     * @param bytes whatever was found
     * @return the session, or null if the bytes are not those of this session in this version
     */
    public static @Nullable SessionSlot decode(Digest key, byte[] bytes) {
        ByteCursor in = new ByteCursor(bytes, 0);
        boolean fits = in.uint8() == VERSION && bytes.length > BODY_AT && in.int32() == checksum(bytes);
        if (!fits || !digest(in).equals(key)) {
            return null;
        }
        int kind = in.uint8();
        SessionSlot slot = null;
        if (kind == ENDED) {
            slot = new SessionSlot.Ended(in.int64());
        } else if (kind == LIVE) {
            slot = live(in);
        }
        return in.finished() ? slot : null;
    }

    private static Digest digest(ByteCursor in) {
        return new Digest(in.int64(), in.int64());
    }

    private static Live live(ByteCursor in) {
        return new Live(
                in.int64(),
                new SessionSlot.Times(in.int64(), in.int64(), in.int64(), in.int64()),
                new SessionSlot.Secret(digest(in), digest(in)),
                in.uint8() == 0 ? null : new SessionSlot.Former(digest(in), in.int64()),
                in.uint8() == 0 ? null : new SessionSlot.Owner(digest(in), in.int64()),
                in.uint8() == 0 ? null : new SessionSlot.Hold(in.int64(), in.int64()),
                fields(in));
    }

    private static Map<String, Field> fields(ByteCursor in) {
        Map<String, Field> fields = new HashMap<>();
        int count = in.int32();
        for (int i = 0; i < count && in.intact(); i++) {
            String name = in.utf8(in.int32());
            long version = in.int64();
            fields.put(name, new Field(version, new Payload.Bytes(in.take(in.int32()))));
        }
        return Map.copyOf(fields);
    }
}
