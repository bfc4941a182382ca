package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Many steps in one call. */
abstract class BatchCases {

    private static final int MANY = 1_000;

    private final StoreUnderTest store;

    BatchCases(StoreUnderTest store) {
        this.store = store;
    }

    @Test
    void stepsOnOneSlotRunInOrder() {
        SlotKey key = store.freshKey(SlotKey.Kind.ENTRY);
        List<StepReply> replies = store.execute(List.of(
                new SlotStep.Begin(key, SlotCase.MINE, SlotCase.LONG, SlotCase.LOW),
                new SlotStep.Lease(key, SlotCase.OTHER, SlotCase.LONG, 0, false),
                new SlotStep.End(key, SlotCase.MINE, SlotCase.MIDDLE, SlotCase.NEXT, SlotCase.LONG, null),
                new SlotStep.Lease(key, SlotCase.OTHER, SlotCase.LONG, 0, false),
                new SlotStep.Read(key, EndpointRole.WRITER)));
        assertThat(replies.get(0)).isEqualTo(new StepReply.Applied(false));
        assertThat(replies.get(1)).isEqualTo(new StepReply.Open(SlotCase.LOW));
        assertThat(replies.get(2)).isEqualTo(new StepReply.Applied(false));
        assertThat(replies.get(3)).isEqualTo(new StepReply.Granted(SlotCase.MIDDLE, null, store.epoch()));
        assertThat(replies.get(4))
                .isInstanceOfSatisfying(
                        StepReply.Seen.class, seen -> assertThat(seen.slot()).isInstanceOf(Slot.Lease.class));
    }

    @Test
    void answersComeInTheOrderOfTheSteps() {
        List<SlotKey> keys = freshKeys();
        store.execute(steps(keys, key -> new SlotStep.Lease(key, stampOf(keys, key), SlotCase.LONG, 0, false)));
        List<StepReply> fills = store.execute(steps(
                keys,
                key -> new SlotStep.Fill(
                        key,
                        stampOf(keys, key),
                        store.epoch(),
                        stampOf(keys, key) + MANY,
                        SlotCase.LONG,
                        store.entry("value " + keys.indexOf(key), SlotCase.LOW))));
        assertThat(fills).containsOnly(new StepReply.Applied(true));
        List<StepReply> reads = store.execute(steps(keys, key -> new SlotStep.Read(key, EndpointRole.WRITER)));
        for (int i = 0; i < MANY; i++) {
            assertThat(textOf(reads.get(i))).isEqualTo("value " + i);
        }
    }

    @Test
    void presentAndAbsentSlotsMayBeMixedInOneBatch() {
        SlotCase there = SlotCase.fresh(store).store();
        SlotCase fenced = SlotCase.fresh(store).fence(SlotCase.LOW);
        SlotKey absent = store.freshKey(SlotKey.Kind.ENTRY);
        List<StepReply> replies = store.execute(Stream.of(there.key(), absent, fenced.key(), absent, there.key())
                .<SlotStep>map(key -> new SlotStep.Read(key, EndpointRole.WRITER))
                .toList());
        assertThat(replies).allMatch(reply -> reply instanceof StepReply.Seen);
        assertThat(slotOf(replies.get(0))).isInstanceOf(Slot.Value.class);
        assertThat(slotOf(replies.get(1))).isNull();
        assertThat(slotOf(replies.get(2))).isInstanceOf(Slot.Fence.class);
        assertThat(slotOf(replies.get(3))).isNull();
        assertThat(slotOf(replies.get(4))).isInstanceOf(Slot.Value.class);
    }

    @Test
    void aTimeoutTooShortForAnythingStillEndsInAnswers() {
        List<SlotStep> steps = steps(freshKeys(), key -> new SlotStep.Read(key, EndpointRole.WRITER));
        assertThat(store.execute(steps, Duration.ofNanos(1)))
                .allMatch(reply -> reply instanceof StepReply.Seen || reply instanceof StepReply.Failed);
    }

    private List<SlotKey> freshKeys() {
        return Stream.generate(() -> store.freshKey(SlotKey.Kind.ENTRY))
                .limit(MANY)
                .toList();
    }

    private static List<SlotStep> steps(List<SlotKey> keys, Function<SlotKey, SlotStep> step) {
        List<SlotStep> steps = new ArrayList<>(keys.size());
        keys.forEach(key -> steps.add(step.apply(key)));
        return steps;
    }

    private static long stampOf(List<SlotKey> keys, SlotKey key) {
        return keys.indexOf(key) + 1L;
    }

    private static @Nullable Slot slotOf(StepReply reply) {
        return ((StepReply.Seen) reply).slot();
    }

    private static String textOf(StepReply reply) {
        assertThat(slotOf(reply)).isInstanceOf(Slot.Value.class);
        return slotOf(reply) instanceof Slot.Value value
                ? StoreUnderTest.textOf(value.entry().payload())
                : "";
    }
}
