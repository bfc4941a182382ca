package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys and values of every shape: a name is bytes, and means nothing to a protocol on the wire. */
abstract class KeyCases {

    private final StoreUnderTest store;

    KeyCases(StoreUnderTest store) {
        this.store = store;
    }

    static List<String> oddKeys() {
        return List.of(
                "",
                " ",
                "  ",
                "a b",
                "a\r\nb",
                "\r\nset x 0 0 1\r\n1\r\n",
                "\0",
                "a\0b",
                "{",
                "{}",
                "{a}b",
                "}{",
                ":",
                "a:b:",
                "*?[a-z]",
                "\"'\\",
                "$0",
                "größe",
                "日本語",
                "😀",
                "e\u0301",
                "\u00e9",
                "\uFFFF",
                "İı");
    }

    @ParameterizedTest
    @MethodSource("dev.aside.cache.testkit.KeyCases#oddKeys")
    void anOddKeyNamesItsOwnSlot(String text) {
        SlotCase slot = new SlotCase(store, store.key(SlotKey.Kind.ENTRY, "odd " + text));
        slot.store()
                .claim(SlotCase.LONG)
                .fill(slot.entry())
                .begin(SlotCase.MINE)
                .end(SlotCase.MINE, slot.entry());
        assertThat(slot.read()).isInstanceOf(Slot.Value.class);
    }

    @Test
    void oddKeysAreAllDifferent() {
        List<SlotKey> keys = oddKeys().stream()
                .map(text -> store.key(SlotKey.Kind.ENTRY, text))
                .toList();
        IntStream.range(0, keys.size()).forEach(i -> fill(keys.get(i), "value " + i));
        for (int i = 0; i < keys.size(); i++) {
            assertThat(textAt(keys.get(i))).isEqualTo("value " + i);
        }
    }

    @Test
    void keysOfDifferentKindsNeverMeet() {
        SlotKey entry = store.key(SlotKey.Kind.ENTRY, "same");
        SlotKey tag = store.key(SlotKey.Kind.TAG, "same");
        fill(entry, "value");
        assertThat(new SlotCase(store, tag).token(SlotCase.MINE).read()).isInstanceOf(Slot.Fence.class);
        assertThat(textAt(entry)).isEqualTo("value");
    }

    @Test
    void longKeysThatDifferAtTheirEndNameTwoSlots() {
        String common = "k".repeat(store.maximumKeyBytes() - 1);
        SlotKey one = store.key(SlotKey.Kind.ENTRY, common + "1");
        SlotKey two = store.key(SlotKey.Kind.ENTRY, common + "2");
        fill(one, "one");
        fill(two, "two");
        assertThat(textAt(one)).isEqualTo("one");
        assertThat(textAt(two)).isEqualTo("two");
    }

    @Test
    void anEmptyValueIsNotAbsent() {
        SlotKey key = store.freshKey(SlotKey.Kind.ENTRY);
        fill(key, "");
        assertThat(textAt(key)).isEmpty();
    }

    @Test
    void aLargeValueComesBackWhole() {
        SlotKey key = store.freshKey(SlotKey.Kind.ENTRY);
        String large = "\r\n€".repeat(50_000);
        fill(key, large);
        assertThat(textAt(key)).isEqualTo(large);
    }

    private void fill(SlotKey key, String text) {
        long stamp = store.newStamp();
        store.execute(new SlotStep.Lease(key, stamp, SlotCase.LONG, 0, false));
        StepReply reply = store.execute(new SlotStep.Fill(
                key, stamp, store.epoch(), store.newStamp(), SlotCase.LONG, store.entry(text, SlotCase.LOW)));
        assertThat(reply).isEqualTo(new StepReply.Applied(true));
    }

    private String textAt(SlotKey key) {
        StepReply reply = store.execute(new SlotStep.Read(key, EndpointRole.WRITER));
        assertThat(reply).isInstanceOf(StepReply.Seen.class);
        Slot slot = ((StepReply.Seen) reply).slot();
        assertThat(slot).isInstanceOf(Slot.Value.class);
        return slot instanceof Slot.Value value
                ? StoreUnderTest.textOf(value.entry().payload())
                : "";
    }
}
