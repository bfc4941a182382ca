package dev.aside.cache.spi;

import dev.aside.cache.route.CommitPosition;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One slot of every shape the format knows, by name. The golden file has these names. */
final class SlotSamples {

    static final SlotKey KEY = SlotKey.ofBytes(SlotKey.Kind.ENTRY, bytes("product:42"));

    private static final CommitPosition ORDERED = CommitPosition.ordered("prod/1", 0x1234_5678_9ABCL);
    private static final CommitPosition UNORDERED = CommitPosition.unordered("prod", bytes("3E11FA47:1-23"));

    private SlotSamples() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Map<String, Slot> all() {
        Map<String, Slot> samples = new LinkedHashMap<>();
        samples.put("value", value(entry(new Payload.Bytes(bytes("{\"price\":7}")))));
        samples.put("value-empty", value(entry(new Payload.Bytes(new byte[0]))));
        samples.put("value-absent", value(entry(Payload.Absent.INSTANCE)));
        samples.put("value-least", value(least()));
        samples.put("value-claimed", new Slot.Value(-1, Long.MAX_VALUE, 1_700_000_005_000L, least()));
        samples.put("lease", new Slot.Lease(7, 1_700_000_030_000L, 1_700_000_001_000L, CommitPosition.NONE, null));
        samples.put("lease-floor", new Slot.Lease(7, 1_700_000_030_000L, 1_700_000_001_000L, ORDERED, null));
        samples.put(
                "lease-last",
                new Slot.Lease(7, 1_700_000_030_000L, 0, UNORDERED, entry(new Payload.Bytes(bytes("old")))));
        samples.put("fence", fence(ORDERED, 0));
        samples.put("fence-none", fence(CommitPosition.NONE, 0));
        samples.put("fence-unknown", fence(CommitPosition.UNKNOWN, 1));
        samples.put("fence-open", fence(UNORDERED, 3));
        return samples;
    }

    private static Slot value(Entry entry) {
        return new Slot.Value(0x0102_0304_0506_0708L, 1_700_000_060_000L, 0, entry);
    }

    static Slot.Fence fence(CommitPosition floor, int writers) {
        List<Slot.Writer> open = IntStream.range(0, writers)
                .mapToObj(i -> new Slot.Writer(0x7F00L + i, 1_700_000_002_000L + i))
                .toList();
        return new Slot.Fence(Long.MIN_VALUE, 1_700_000_030_000L, floor, open);
    }

    static Entry entry(Payload payload) {
        List<Entry.TagMark> tags = List.of(new Entry.TagMark("category:7", 99), new Entry.TagMark("größe", -3));
        return new Entry(
                "json",
                0x00C0_FFEE_0000_0001L,
                1_700_000_000_000L,
                1_700_000_030_000L,
                1_700_000_060_000L,
                1_500,
                ORDERED,
                4_711,
                tags,
                payload);
    }

    private static Entry least() {
        return new Entry(
                "", 0, 0, Entry.NEVER, Entry.NEVER, 0, CommitPosition.NONE, 0, List.of(), new Payload.Bytes(new byte[] {
                    0
                }));
    }
}
