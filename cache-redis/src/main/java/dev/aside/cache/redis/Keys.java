package dev.aside.cache.redis;

import dev.aside.cache.spi.Digest;
import dev.aside.cache.spi.SlotKey;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the slots of one cache are called on the server, and what else there is:
 *
 * <pre>
 *   prefix name : { kind bytes }      the slot
 *   prefix name : { kind bytes } c    the claim of its refresh
 *   prefix name : { p number }        what a process changes to see whether it is told of changes
 *   prefix name : { s digest }        a session
 *   prefix name : { n digest }        the register of a principal's sessions
 *   prefix name : { x digest }        a calendar of when sessions end
 *   prefix name : { b name } what     what belongs to a leaderboard: board.lua says what there is
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
    private final byte entries;

    Keys(String prefix, String cacheName) {
        this(prefix, cacheName, 'e');
    }

    private Keys(String prefix, String cacheName, char entries) {
        this.entries = (byte) entries;
        this.start = (prefix + cacheName + ":{").getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the names of a session store, whose entries are sessions. */
    static Keys ofSessions(String prefix, String storeName) {
        return new Keys(prefix, storeName, 's');
    }

    void slot(ByteBuf out, SlotKey key) {
        write(out, key, SLOT_END);
    }

    void claim(ByteBuf out, SlotKey key) {
        write(out, key, CLAIM_END);
    }

    private void write(ByteBuf out, SlotKey key, byte[] end) {
        write(out, letter(key.kind()), key.bytes(), end);
    }

    /** Writes the name of something that is no slot. */
    void write(ByteBuf out, char letter, Digest digest) {
        write(out, (byte) letter, digest.bytes(), SLOT_END);
    }

    private void write(ByteBuf out, byte letter, byte[] bytes, byte[] end) {
        Resp.header(out, start.length + 1 + bytes.length + end.length);
        out.writeBytes(start).writeByte(letter).writeBytes(bytes).writeBytes(end);
        Resp.end(out);
    }

    /** Returns what the key is called that one connection reads and another changes, so that it is pushed. */
    byte[] echo(long id) {
        return named("p" + Long.toHexString(id) + "}");
    }

    /** Returns with what the names begin of all that belongs to a leaderboard. */
    byte[] board(String boardName) {
        return named("b" + boardName + "}");
    }

    private byte[] named(String rest) {
        byte[] end = rest.getBytes(StandardCharsets.UTF_8);
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

    private SlotKey.@Nullable Kind kind(byte letter) {
        for (SlotKey.Kind kind : KINDS) {
            if (letter(kind) == letter) {
                return kind;
            }
        }
        return null;
    }

    /** The letters are on servers, so the order in which the kinds are declared is not. */
    private byte letter(SlotKey.Kind kind) {
        return switch (kind) {
            case ENTRY -> entries;
            case TAG -> 't';
            case GENERATION -> 'g';
            case TAG_EPOCH -> 'm';
        };
    }
}
