package dev.aside.cache.spi;

import dev.aside.cache.route.CommitPosition;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A slot as bytes, the same in every far store: what one process writes any other reads, and a script on the server can take
 * apart and put together again.
 *
 * <p>Slots are named by bytes here and hold {@link Payload.Bytes} or {@link Payload.Absent}.
 *
 * <p><b>Thread-safety:</b> stateless.
 */
public final class SlotFormat {

    /*
     * The layout, version 1
     * ---------------------
     * Numbers are big-endian, times are milliseconds by the store's clock. Offsets count from 0; Lua counts from 1.
     *
     *   slot      0  version      1   = 1
     *             1  kind         1   'V', 'L' or 'F'
     *             2  stamp        8   Lua: string.sub(slot, 3, 10)
     *            10  until        8   Lua: string.sub(slot, 11, 18)
     *            18  the rest, by kind
     *
     *   'V'      18  claimed      8
     *            26  entry            to the end
     *
     *   'L'      18  deadline     8
     *            26  floor            length 2, then CommitPosition.encode()
     *             .  has entry    1   0 or 1
     *             .  entry            to the end, if it has one; byte for byte that of the value it was
     *
     *   'F'      18  floor            length 2, then CommitPosition.encode()
     *             .  writers      1   how many
     *             .  each writer 16   stamp 8, deadline 8
     *
     *   entry     0  version      1   = 1
     *             1  checksum     4   CRC-32C of the version and of all that follows here
     *             5  created 8, soft 8, hard 8, cost 8
     *             .  source           length 2, then CommitPosition.encode()
     *             .  generation 8, fingerprint 8
     *             .  codec id         length 1, then ASCII
     *             .  key              kind 1, length 4, then the bytes
     *             .  tags             how many 1, each: length 2, UTF-8, token 8
     *             .  payload          kind 1 (0 absent, 1 bytes), length 4, then the bytes
     *
     * Why it is laid out so
     * ---------------------
     * A script needs a slot's kind and stamp on every step, the rest seldom: those stand at fixed places. It copies entries
     * and positions and never looks into them. Lua's numbers are exact below 2^53 only, so stamps are compared as strings;
     * times are far below that, but for "never" (2^63-1), which stays greater than any time when it is rounded.
     *
     * What the checksum covers
     * ------------------------
     * The whole entry, and with it the key: a value is never taken for another one or for another key's. It does not cover
     * what scripts rewrite: stamp, lives, deadlines, claims, floors, writers. Bytes damaged there are found only if they no
     * longer parse. A stamp or a deadline that is damaged unseen costs a load at most. A floor or a writer that is damaged
     * unseen can let one lagging load be stored; memory that flips bits is not a fault that the protocol promises to survive,
     * and a transport that does is caught by its own checksums. Nor does a fence, or a lease without an entry, carry its key:
     * one that is read under a wrong key costs a load, since whoever would load asks again with a step on the server.
     */

    static final byte VERSION = 1;

    private static final int HEADER_BYTES = 18;
    private static final int WRITER_BYTES = 16;
    private static final int MAX_WRITERS = 255;
    private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

    private SlotFormat() {}

    /** What bytes turned out to be. */
    public sealed interface Decoded permits Whole, Unreadable {}

    /**
     * The bytes are a slot.
     *
     * @param slot the slot
     */
    public record Whole(Slot slot) implements Decoded {}

    /**
     * Why bytes are not the slot that was looked for. To a read each is a miss. It is not an absent slot, since it may have
     * remembered a change: a step that changes the slot MUST find there, in its place, a fence without writers whose floor is
     * {@link dev.aside.cache.route.CommitPosition#UNKNOWN}, and whose life is over once the step has been done.
     */
    public enum Unreadable implements Decoded {
        /**
         * Another version of the format, perhaps a newer one in a rolling upgrade. It MUST stay until its key is changed, since
         * others can read it: a lease is answered by {@link StepReply.Open}, and a token by a {@link StepReply.TokenSeen} that is
         * open, both with the floor UNKNOWN.
         */
        UNKNOWN_VERSION,
        /** Cut short, changed on the way, or never a slot at all. */
        DAMAGED,
        /** A sound entry of another key: the store or its client answered with what belongs elsewhere. */
        OTHER_KEY
    }

    /**
     * Returns the slot as bytes.
     *
     * @param key the slot's name, by bytes
     * @param slot the slot
     * @return a new array, which the caller owns
     * @throws IllegalStateException if the slot has more than 255 open writers, of which none may be dropped, or if it is
     *     named by reference
     * @throws IllegalArgumentException if the entry holds a reference, has a codec id or a tag that is too long, or does not
     *     fit into one array
     */
    public static byte[] encode(SlotKey key, Slot slot) {
        if (slot instanceof Slot.Value value) {
            return encodeValue(key, value);
        }
        return slot instanceof Slot.Lease lease ? encodeLease(key, lease) : encodeFence((Slot.Fence) slot);
    }

    private static byte[] encodeValue(SlotKey key, Slot.Value value) {
        EntryFormat entry = EntryFormat.of(key, value.entry());
        byte[] bytes = room(8 + entry.size());
        ByteBuffer out = begin(bytes, 'V', value).putLong(value.claimedMillis());
        entry.write(bytes, out.position());
        return bytes;
    }

    private static byte[] encodeLease(SlotKey key, Slot.Lease lease) {
        byte[] floor = lease.floor().encode();
        EntryFormat last = lease.last() == null ? null : EntryFormat.of(key, lease.last());
        long entryBytes = last == null ? 0 : last.size();
        byte[] bytes = room(8 + 2 + floor.length + 1 + entryBytes);
        ByteBuffer out = begin(bytes, 'L', lease);
        out.putLong(lease.deadlineMillis()).putShort((short) floor.length).put(floor);
        out.put((byte) (last == null ? 0 : 1));
        if (last != null) {
            last.write(bytes, out.position());
        }
        return bytes;
    }

    private static byte[] encodeFence(Slot.Fence fence) {
        int count = fence.writers().size();
        if (count > MAX_WRITERS) {
            throw new IllegalStateException("a slot has room for " + MAX_WRITERS + " open changes, not " + count);
        }
        byte[] floor = fence.floor().encode();
        byte[] bytes = room(2 + floor.length + 1 + (long) WRITER_BYTES * count);
        ByteBuffer out = begin(bytes, 'F', fence);
        out.putShort((short) floor.length).put(floor).put((byte) count);
        for (Slot.Writer writer : fence.writers()) {
            out.putLong(writer.stamp()).putLong(writer.deadlineMillis());
        }
        return bytes;
    }

    private static byte[] room(long rest) {
        long size = HEADER_BYTES + rest;
        if (size > MAX_BYTES) {
            throw new IllegalArgumentException("a slot has at most " + MAX_BYTES + " bytes, not " + size);
        }
        return new byte[(int) size];
    }

    private static ByteBuffer begin(byte[] bytes, char kind, Slot slot) {
        return ByteBuffer.wrap(bytes)
                .put(VERSION)
                .put((byte) kind)
                .putLong(slot.stamp())
                .putLong(slot.untilMillis());
    }

    /**
     * Returns the slot that bytes stand for. Allocates no more than the bytes themselves account for, whatever lengths they
     * declare, and copies the payload once.
     *
     * @param expected the slot's name, by bytes, which an entry must carry
     * @param bytes any bytes
     * @return the slot, or why there is none
     * @throws IllegalStateException if the slot is named by reference; never for what the bytes are
     */
    public static Decoded decode(SlotKey expected, byte[] bytes) {
        ByteCursor in = new ByteCursor(bytes, 0);
        int version = in.uint8();
        if (in.intact() && version != VERSION) {
            return Unreadable.UNKNOWN_VERSION;
        }
        int kind = in.uint8();
        long stamp = in.int64();
        long until = in.int64();
        return switch (kind) {
            case 'V' -> decodeValue(expected, bytes, in, stamp, until);
            case 'L' -> decodeLease(expected, bytes, in, stamp, until);
            case 'F' -> decodeFence(in, stamp, until);
            default -> Unreadable.DAMAGED;
        };
    }

    private static Decoded decodeValue(SlotKey expected, byte[] bytes, ByteCursor in, long stamp, long until) {
        long claimed = in.int64();
        if (!in.intact()) {
            return Unreadable.DAMAGED;
        }
        return EntryFormat.decode(
                expected, bytes, in.position(), entry -> new Slot.Value(stamp, until, claimed, entry));
    }

    private static Decoded decodeLease(SlotKey expected, byte[] bytes, ByteCursor in, long stamp, long until) {
        long deadline = in.int64();
        CommitPosition floor = position(in);
        int hasEntry = in.uint8();
        if (in.finished() && hasEntry == 0) {
            return new Whole(new Slot.Lease(stamp, until, deadline, floor, null));
        } else if (!in.intact() || hasEntry != 1) {
            return Unreadable.DAMAGED;
        }
        return EntryFormat.decode(
                expected, bytes, in.position(), entry -> new Slot.Lease(stamp, until, deadline, floor, entry));
    }

    private static Decoded decodeFence(ByteCursor in, long stamp, long until) {
        CommitPosition floor = position(in);
        int count = in.uint8();
        if (!in.intact() || in.remaining() != count * WRITER_BYTES) {
            return Unreadable.DAMAGED;
        }
        List<Slot.Writer> writers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long writer = in.int64();
            writers.add(new Slot.Writer(writer, in.int64()));
        }
        return new Whole(new Slot.Fence(stamp, until, floor, List.copyOf(writers)));
    }

    /** Reads a position with its length. One that makes no sense is unknown, which asks for the writer and is safe. */
    static CommitPosition position(ByteCursor in) {
        return CommitPosition.decode(in.take(in.uint16()));
    }
}
