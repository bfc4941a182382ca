package dev.aside.cache.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.DecodedSlot.Unreadable;
import dev.aside.cache.spi.DecodedSlot.Whole;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class SlotFormatTest {

    private static final SlotKey KEY = SlotSamples.KEY;
    private static final int ENTRY_AT = 26;
    private static final int KEY_LENGTH_AT =
            ENTRY_AT + 5 + 4 * 8 + 2 + 1 + 8 + 8 + 1 + 1; // with an empty codec id and no position

    static Set<String> names() {
        return SlotSamples.all().keySet();
    }

    private static Slot sample(String name) {
        return Objects.requireNonNull(SlotSamples.all().get(name));
    }

    private static Slot whole(DecodedSlot decoded) {
        assertThat(decoded).isInstanceOf(Whole.class);
        return ((Whole) decoded).slot();
    }

    @ParameterizedTest
    @MethodSource("names")
    void comesBackAsItWas(String name) {
        Slot slot = sample(name);
        Slot back = whole(SlotFormat.decode(KEY, SlotFormat.encode(KEY, slot)));
        assertThat(back).usingRecursiveComparison().isEqualTo(slot);
    }

    @ParameterizedTest
    @MethodSource("names")
    void theGoldenFileIsReadAndWrittenByteForByte(String name) throws IOException {
        byte[] golden = Objects.requireNonNull(golden().get(name), name);
        assertThat(whole(SlotFormat.decode(KEY, golden)))
                .usingRecursiveComparison()
                .isEqualTo(sample(name));
        assertThat(SlotFormat.encode(KEY, sample(name))).isEqualTo(golden);
    }

    @Test
    void theGoldenFileHasNothingElse() throws IOException {
        assertThat(golden().keySet()).isEqualTo(names());
    }

    private static Map<String, byte[]> golden() throws IOException {
        try (InputStream in = SlotFormatTest.class.getResourceAsStream("/format/slot-v1.txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" ", 2))
                    .collect(Collectors.toMap(
                            parts -> parts[0], parts -> HexFormat.of().parseHex(parts[1])));
        }
    }

    @Test
    void stampAndLifeStandWhereScriptsLookForThem() {
        for (Slot slot : SlotSamples.all().values()) {
            ByteBuffer bytes = ByteBuffer.wrap(SlotFormat.encode(KEY, slot));
            assertThat(bytes.get(0)).isEqualTo((byte) 1);
            assertThat(bytes.get(1))
                    .isEqualTo((byte) slot.getClass().getSimpleName().charAt(0));
            assertThat(bytes.getLong(2)).isEqualTo(slot.stamp());
            assertThat(bytes.getLong(10)).isEqualTo(slot.untilMillis());
        }
    }

    @Test
    void aLeaseCarriesTheEntryAsTheValueHadIt() {
        Entry entry = SlotSamples.entry(new Payload.Bytes(SlotSamples.bytes("old")));
        byte[] value = SlotFormat.encode(KEY, new Slot.Value(1, 2, 3, entry));
        byte[] lease = SlotFormat.encode(KEY, new Slot.Lease(4, 5, 6, CommitPosition.UNKNOWN, entry));
        byte[] inValue = Arrays.copyOfRange(value, ENTRY_AT, value.length);
        assertThat(Arrays.copyOfRange(lease, lease.length - inValue.length, lease.length))
                .isEqualTo(inValue);
    }

    /** Row 32: cut short. */
    @ParameterizedTest
    @MethodSource("names")
    void isDamagedWhereverItIsCutShort(String name) {
        byte[] bytes = SlotFormat.encode(KEY, sample(name));
        for (int length = 0; length < bytes.length; length++) {
            assertThat(SlotFormat.decode(KEY, Arrays.copyOf(bytes, length))).isEqualTo(Unreadable.DAMAGED);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void isDamagedByABytesTooMany(String name) {
        byte[] bytes = SlotFormat.encode(KEY, sample(name));
        assertThat(SlotFormat.decode(KEY, Arrays.copyOf(bytes, bytes.length + 1)))
                .isEqualTo(Unreadable.DAMAGED);
    }

    /** Row 33: a bit flipped. */
    @ParameterizedTest
    @MethodSource("names")
    void noFlippedBitChangesAnEntry(String name) {
        Slot slot = sample(name);
        byte[] bytes = SlotFormat.encode(KEY, slot);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            if (SlotFormat.decode(KEY, flipped) instanceof Whole changed) {
                assertThat(isHeader(slot, bit / 8)).isTrue();
                sameEntryOrNone(changed.slot(), slot);
            }
        }
    }

    /** What scripts rewrite is not covered by the checksum. */
    private static boolean isHeader(Slot slot, int at) {
        if (slot instanceof Slot.Lease lease && lease.last() != null) {
            return at < ENTRY_AT + 2 + lease.floor().encode().length;
        }
        return !(slot instanceof Slot.Value) || at < ENTRY_AT;
    }

    private static void sameEntryOrNone(Slot changed, Slot original) {
        if (changed instanceof Slot.Value value) {
            sameEntry(value.entry(), ((Slot.Value) original).entry());
        } else if (changed instanceof Slot.Lease lease && lease.last() != null) {
            sameEntry(lease.last(), ((Slot.Lease) original).last());
        }
    }

    private static void sameEntry(Entry changed, @Nullable Entry original) {
        byte[] one = SlotFormat.encode(KEY, new Slot.Value(1, 2, 3, changed));
        byte[] other = SlotFormat.encode(KEY, new Slot.Value(1, 2, 3, Objects.requireNonNull(original)));
        assertThat(Arrays.equals(one, other)).as("the same entry").isTrue();
    }

    static Stream<SlotKey> otherKeys() {
        return Stream.of(
                SlotKey.ofBytes(SlotKey.Kind.TAG, KEY.bytes()),
                SlotKey.ofBytes(SlotKey.Kind.ENTRY, SlotSamples.bytes("product:43")),
                SlotKey.ofBytes(SlotKey.Kind.ENTRY, SlotSamples.bytes("product:4")),
                SlotKey.ofBytes(SlotKey.Kind.ENTRY, SlotSamples.bytes("product:420")),
                SlotKey.ofBytes(SlotKey.Kind.ENTRY, new byte[0]));
    }

    /** Rows 22, 34: the value of another key. */
    @ParameterizedTest
    @MethodSource("otherKeys")
    void anEntryOfAnotherKeyIsSeenAsThat(SlotKey other) {
        byte[] value = SlotFormat.encode(other, sample("value"));
        byte[] lease = SlotFormat.encode(other, sample("lease-last"));
        assertThat(SlotFormat.decode(KEY, value)).isEqualTo(Unreadable.OTHER_KEY);
        assertThat(SlotFormat.decode(KEY, lease)).isEqualTo(Unreadable.OTHER_KEY);
    }

    @ParameterizedTest
    @EnumSource(SlotKey.Kind.class)
    void everyKindOfKeyComesBack(SlotKey.Kind kind) {
        SlotKey key = SlotKey.ofBytes(kind, SlotSamples.bytes("k"));
        assertThat(SlotFormat.decode(key, SlotFormat.encode(key, sample("value"))))
                .isInstanceOf(Whole.class);
    }

    /** Row 36: a format to come. */
    @Test
    void anotherVersionIsKeptApartFromDamage() {
        byte[] slot = SlotFormat.encode(KEY, sample("fence"));
        slot[0] = 2;
        assertThat(SlotFormat.decode(KEY, slot)).isEqualTo(Unreadable.UNKNOWN_VERSION);
        byte[] entry = SlotFormat.encode(KEY, sample("value"));
        entry[ENTRY_AT] = 2;
        assertThat(SlotFormat.decode(KEY, entry)).isEqualTo(Unreadable.UNKNOWN_VERSION);
        assertThat(SlotFormat.decode(KEY, new byte[] {9})).isEqualTo(Unreadable.UNKNOWN_VERSION);
    }

    /** Row 39: lengths that lie. */
    @Test
    void lengthsThatLieAllocateNothing() {
        byte[] least = SlotFormat.encode(KEY, sample("value-least"));
        int payloadLengthAt = least.length - 5;
        int tagCountAt = KEY_LENGTH_AT + 4 + KEY.bytes().length;
        for (int lie : new int[] {Integer.MAX_VALUE, -1, Integer.MIN_VALUE, 2}) {
            assertThat(SlotFormat.decode(KEY, sealed(least, payloadLengthAt, lie)))
                    .isEqualTo(Unreadable.DAMAGED);
            assertThat(SlotFormat.decode(KEY, sealed(least, KEY_LENGTH_AT, lie)))
                    .isEqualTo(Unreadable.DAMAGED);
        }
        byte[] tagged = least.clone();
        tagged[tagCountAt] = (byte) 255;
        assertThat(SlotFormat.decode(KEY, resealed(tagged))).isEqualTo(Unreadable.DAMAGED);
        assertThat(ByteBuffer.wrap(least).getInt(KEY_LENGTH_AT)).isEqualTo(KEY.bytes().length);
        assertThat(ByteBuffer.wrap(least).getInt(payloadLengthAt)).isEqualTo(1);
    }

    /** An absence of some bytes, and a kind of payload that nobody knows, both under a right checksum. */
    @Test
    void aPayloadOfNoKnownKindIsDamaged() {
        byte[] least = SlotFormat.encode(KEY, sample("value-least"));
        for (byte kind : new byte[] {0, 2, -1}) {
            byte[] changed = least.clone();
            changed[least.length - 6] = kind;
            assertThat(SlotFormat.decode(KEY, resealed(changed))).isEqualTo(Unreadable.DAMAGED);
        }
    }

    private static byte[] sealed(byte[] bytes, int at, int length) {
        return resealed(ByteBuffer.wrap(bytes.clone()).putInt(at, length).array());
    }

    /** Gives the entry the right checksum, so that only the parser stands in its way. */
    private static byte[] resealed(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, ENTRY_AT, 1);
        crc.update(bytes, ENTRY_AT + 5, bytes.length - ENTRY_AT - 5);
        return ByteBuffer.wrap(bytes).putInt(ENTRY_AT + 1, (int) crc.getValue()).array();
    }

    @Test
    void aSlotHasRoomForManyWritersAndDropsNone() {
        Slot.Fence full = SlotSamples.fence(CommitPosition.NONE, 255);
        assertThat(whole(SlotFormat.decode(KEY, SlotFormat.encode(KEY, full)))).isEqualTo(full);
        Slot.Fence tooFull = SlotSamples.fence(CommitPosition.NONE, 256);
        assertThatThrownBy(() -> SlotFormat.encode(KEY, tooFull))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a slot has room for 255 open changes, not 256");
    }

    @Test
    void whatDoesNotFitIsRefusedWithWhatIsAllowed() {
        refused(entry("ï", List.of(), Payload.Absent.INSTANCE), "255 characters");
        refused(entry("c".repeat(256), List.of(), Payload.Absent.INSTANCE), "255 characters");
        refused(entry("", List.of(new Entry.TagMark("t".repeat(65_536), 1)), Payload.Absent.INSTANCE), "65,535");
        refused(entry("", Collections.nCopies(256, new Entry.TagMark("t", 1)), Payload.Absent.INSTANCE), "255 tags");
        refused(entry("", List.of(), new Payload.Reference("value")), "not a reference");
    }

    private static void refused(Entry entry, String allowed) {
        assertThatThrownBy(() -> SlotFormat.encode(KEY, new Slot.Value(1, 2, 3, entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(allowed);
    }

    private static Entry entry(String codecId, List<Entry.TagMark> tags, Payload payload) {
        return new Entry(codecId, 0, 0, 0, 0, 0, CommitPosition.NONE, 0, tags, payload);
    }
}
