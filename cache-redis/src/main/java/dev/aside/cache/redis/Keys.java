package dev.aside.cache.redis;

import dev.aside.cache.spi.SlotKey;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the slots of one cache are called on the server:
 *
 * <pre>
 *   prefix name : { kind bytes }      the slot
 *   prefix name : { kind bytes } c    the claim of its refresh
 *   prefix name : { p number }        what a process changes to see whether it is told of changes
 * </pre>
 *
 * <p>The prefix is the application's own, the name is that of the cache and has no colon, the kind is one letter, the bytes
 * are the encoded key as it is. So two slots have one name only if they are one slot; and what a cluster hashes, between the
 * first brace and the next closing one, is never empty and the same for a slot and its claim.
 */
final class Keys {

    private static final byte[] CLAIM_END = {'}', 'c'};
    private static final byte[] SLOT_END = {'}'};

    private static final SlotKey.Kind[] KINDS = SlotKey.Kind.values();

    private final byte[] start;

    Keys(String prefix, String cacheName) {
        this.start = (prefix + cacheName + ":{").getBytes(StandardCharsets.UTF_8);
    }

    void slot(ByteBuf out, SlotKey key) {
        write(out, key, SLOT_END);
    }

    void claim(ByteBuf out, SlotKey key) {
        write(out, key, CLAIM_END);
    }

    private void write(ByteBuf out, SlotKey key, byte[] end) {
        byte[] bytes = key.bytes();
        Resp.header(out, start.length + 1 + bytes.length + end.length);
        out.writeBytes(start).writeByte(letter(key.kind())).writeBytes(bytes).writeBytes(end);
        Resp.end(out);
    }

    /** Returns what the key is called that one connection reads and another changes, so that it is pushed. */
    byte[] echo(long id) {
        byte[] end = Resp.ascii("p" + Long.toHexString(id) + "}");
        byte[] name = Arrays.copyOf(start, start.length + end.length);
        System.arraycopy(end, 0, name, start.length, end.length);
        return name;
    }

    /** Returns the slot of this cache that is called so, or null if it is none. */
    @Nullable
    SlotKey parse(byte[] name) {
        int last = name.length - 1;
        boolean mine = last > start.length
                && name[last] == '}'
                && Arrays.equals(name, 0, start.length, start, 0, start.length);
        SlotKey.Kind kind = mine ? kind(name[start.length]) : null;
        return kind == null ? null : SlotKey.ofBytes(kind, Arrays.copyOfRange(name, start.length + 1, last));
    }

    private static SlotKey.@Nullable Kind kind(byte letter) {
        for (SlotKey.Kind kind : KINDS) {
            if (letter(kind) == letter) {
                return kind;
            }
        }
        return null;
    }

    /** The letters are on servers, so the order in which the kinds are declared is not. */
    private static byte letter(SlotKey.Kind kind) {
        return switch (kind) {
            case ENTRY -> 'e';
            case TAG -> 't';
            case GENERATION -> 'g';
            case TAG_EPOCH -> 'm';
        };
    }
}
