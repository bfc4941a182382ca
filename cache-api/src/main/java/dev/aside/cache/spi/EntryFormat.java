package dev.aside.cache.spi;

import dev.aside.cache.route.CommitPosition;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.zip.CRC32C;

/**
 * The bytes of an {@link Entry} inside those of a slot; the layout is written down in {@code SlotFormat}. An instance is one
 * entry made ready: its small parts encoded and its size known, so that the slot takes one array.
 */
final class EntryFormat {

    static final byte VERSION = 1;

    private static final byte ABSENT = 0;
    private static final byte BYTES = 1;
    private static final int CHECKSUM_AT = 1;
    private static final int BODY_AT = 5;
    private static final int FIXED_BYTES = BODY_AT + 4 * 8 + 2 + 8 + 8 + 1 + 1 + 4 + 1 + 1 + 4;
    private static final int TAG_BYTES = 2 + 8;
    private static final int MAX_UINT8 = 0xFF;
    private static final int MAX_UINT16 = 0xFFFF;

    /** One cache has one codec, so that most entries read name the same: a guess that spares a text. */
    private static volatile String lastCodecId = "";

    private final SlotKey key;
    private final Entry entry;
    private final byte[] source;
    private final byte[] codecId;
    private final List<byte[]> tags;
    private final byte[] payload;

    private EntryFormat(SlotKey key, Entry entry) {
        this.key = key;
        this.entry = entry;
        this.source = entry.source().encode();
        this.codecId = asciiOf(entry.codecId());
        this.tags = namesOf(entry.tags());
        this.payload = payloadOf(entry.payload());
    }

    static EntryFormat of(SlotKey key, Entry entry) {
        return new EntryFormat(key, entry);
    }

    private static byte[] asciiOf(String codecId) {
        byte[] bytes = codecId.getBytes(StandardCharsets.US_ASCII);
        boolean ascii = codecId.chars().allMatch(c -> c < 0x80);
        if (!ascii || bytes.length > MAX_UINT8) {
            throw new IllegalArgumentException("a codec's id has at most 255 characters, all of them ASCII");
        }
        return bytes;
    }

    private static List<byte[]> namesOf(List<Entry.TagMark> tags) {
        if (tags.size() > MAX_UINT8) {
            throw new IllegalArgumentException("an entry is stored with at most 255 tags, not " + tags.size());
        }
        List<byte[]> names = new ArrayList<>(tags.size());
        for (Entry.TagMark mark : tags) {
            byte[] name = mark.tag().getBytes(StandardCharsets.UTF_8);
            if (name.length > MAX_UINT16) {
                throw new IllegalArgumentException("a tag has at most 65,535 bytes of UTF-8, not " + name.length);
            }
            names.add(name);
        }
        return names;
    }

    private static byte[] payloadOf(Payload payload) {
        if (payload instanceof Payload.Bytes bytes) {
            return bytes.bytes();
        } else if (payload instanceof Payload.Absent) {
            return new byte[0];
        }
        throw new IllegalArgumentException("a store of bytes is given bytes or an absence, not a reference");
    }

    /** Returns how many bytes {@link #write} puts. */
    long size() {
        long names = 0;
        for (byte[] name : tags) {
            names += TAG_BYTES + name.length;
        }
        return FIXED_BYTES + names + source.length + codecId.length + key.bytes().length + payload.length;
    }

    /** Writes the entry from there to the end of the array. */
    void write(byte[] bytes, int start) {
        ByteBuffer out = ByteBuffer.wrap(bytes, start, bytes.length - start);
        out.put(VERSION).putInt(0);
        out.putLong(entry.createdMillis()).putLong(entry.softMillis()).putLong(entry.hardMillis());
        out.putLong(entry.costMicros());
        out.putShort((short) source.length).put(source);
        out.putLong(entry.generation()).putLong(entry.fingerprint());
        out.put((byte) codecId.length).put(codecId);
        out.put(codeOf(key.kind())).putInt(key.bytes().length).put(key.bytes());
        out.put((byte) tags.size());
        for (int i = 0; i < tags.size(); i++) {
            byte[] name = tags.get(i);
            out.putShort((short) name.length)
                    .put(name)
                    .putLong(entry.tags().get(i).token());
        }
        out.put(entry.isAbsent() ? ABSENT : BYTES).putInt(payload.length).put(payload);
        out.putInt(start + CHECKSUM_AT, checksum(bytes, start));
    }

    /** The checksum of the version and of everything after the checksum itself, to the end of the array. */
    private static int checksum(byte[] bytes, int start) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, start, CHECKSUM_AT);
        crc.update(bytes, start + BODY_AT, bytes.length - start - BODY_AT);
        return (int) crc.getValue();
    }

    static DecodedSlot decode(SlotKey expected, byte[] bytes, int start, Function<Entry, Slot> slot) {
        ByteCursor in = new ByteCursor(bytes, start);
        int version = in.uint8();
        int checksum = in.int32();
        if (!in.intact()) {
            return DecodedSlot.Unreadable.DAMAGED;
        } else if (version != VERSION) {
            return DecodedSlot.Unreadable.UNKNOWN_VERSION;
        }
        return checksum == checksum(bytes, start) ? body(expected, in, slot) : DecodedSlot.Unreadable.DAMAGED;
    }

    private static DecodedSlot body(SlotKey expected, ByteCursor in, Function<Entry, Slot> slot) {
        long created = in.int64();
        long soft = in.int64();
        long hard = in.int64();
        long cost = in.int64();
        CommitPosition source = in.commitPosition();
        long generation = in.int64();
        long fingerprint = in.int64();
        String likely = lastCodecId;
        String codecId = in.ascii(in.uint8(), likely);
        if (!codecId.equals(likely)) {
            lastCodecId = codecId;
        }
        boolean sameKind = in.uint8() == codeOf(expected.kind());
        boolean sameKey = in.matches(in.int32(), expected.bytes()) && sameKind;
        List<Entry.TagMark> tags = tags(in);
        int payloadKind = in.uint8();
        byte[] payload = in.take(in.int32());
        boolean wellFormed = payloadKind == BYTES || (payloadKind == ABSENT && payload.length == 0);
        if (!in.finished() || !wellFormed) {
            return DecodedSlot.Unreadable.DAMAGED;
        } else if (!sameKey) {
            return DecodedSlot.Unreadable.OTHER_KEY;
        }
        Payload value = payloadKind == BYTES ? new Payload.Bytes(payload) : Payload.Absent.INSTANCE;
        return new DecodedSlot.Whole(slot.apply(
                new Entry(codecId, fingerprint, created, soft, hard, cost, source, generation, tags, value)));
    }

    private static List<Entry.TagMark> tags(ByteCursor in) {
        int count = in.uint8();
        if (count == 0) {
            return List.of();
        }
        List<Entry.TagMark> tags = new ArrayList<>(Math.min(count, in.remaining() / TAG_BYTES));
        for (int i = 0; i < count && in.intact(); i++) {
            String tag = in.utf8(in.uint16());
            tags.add(new Entry.TagMark(tag, in.int64()));
        }
        return List.copyOf(tags);
    }

    /** The kinds' numbers are part of the format, so the order in which they are declared is not. */
    private static byte codeOf(SlotKey.Kind kind) {
        return switch (kind) {
            case ENTRY -> 1;
            case TAG -> 2;
            case GENERATION -> 3;
            case TAG_EPOCH -> 4;
        };
    }
}
