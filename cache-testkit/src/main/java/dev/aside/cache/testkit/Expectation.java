package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.StepReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares what a store answers with what the rules say. Times may differ by the tolerance, nothing else may. */
record Expectation(Duration tolerance, long lagMillis) {

    /**
     * What a call itself may take, so that a store on another machine's clock is not blamed for it. Nothing for a store whose
     * time stands still, as its tolerance is zero.
     */
    private long slackMillis() {
        return tolerance.toMillis();
    }

    void sameReply(StepReply actual, StepReply expected) {
        assertThat(actual).as("the answer").isInstanceOf(expected.getClass());
        if (expected instanceof StepReply.Granted granted && actual instanceof StepReply.Granted got) {
            assertThat(got.floor()).as("the floor granted").isEqualTo(granted.floor());
            assertThat(got.epoch()).as("the epoch granted").isEqualTo(granted.epoch());
            sameEntry(got.last(), granted.last());
        } else if (expected instanceof StepReply.Busy busy && actual instanceof StepReply.Busy got) {
            assertThat(got.floor()).as("the floor of a busy slot").isEqualTo(busy.floor());
            sameTime("the holder's time", got.remainingMillis(), busy.remainingMillis());
            sameEntry(got.last(), busy.last());
        } else if (expected instanceof StepReply.Present present && actual instanceof StepReply.Present got) {
            assertThat(got.value().stamp())
                    .as("the value's stamp")
                    .isEqualTo(present.value().stamp());
            sameEntry(got.value().entry(), present.value().entry());
        } else if (!(expected instanceof StepReply.Seen)) {
            assertThat(actual).as("the answer").isEqualTo(expected);
        }
    }

    /** @param began when the step that led to this was sent: whoever has lapsed since may be seen as open or not */
    void sameSlot(@Nullable Slot actual, @Nullable Slot expected, long began, long now) {
        if (expected == null || actual == null) {
            assertThat(actual).as("the slot").isEqualTo(expected);
            return;
        }
        assertThat(actual).as("the slot").isInstanceOf(expected.getClass());
        assertThat(actual.stamp()).as("the slot's stamp").isEqualTo(expected.stamp());
        assertThat(actual.untilMillis())
                .as("the slot's life, which may only be longer")
                .isGreaterThanOrEqualTo(expected.untilMillis() - slackMillis());
        if (expected instanceof Slot.Value value && actual instanceof Slot.Value got) {
            sameEntry(got.entry(), value.entry());
        } else if (expected instanceof Slot.Lease lease && actual instanceof Slot.Lease got) {
            assertThat(got.floor()).as("the lease's floor").isEqualTo(lease.floor());
            sameTime("the lease's deadline", got.deadlineMillis(), lease.deadlineMillis());
            sameEntry(got.last(), lease.last());
        } else if (expected instanceof Slot.Fence fence && actual instanceof Slot.Fence got) {
            assertThat(got.floor()).as("the fence's floor").isEqualTo(fence.floor());
            List<Slot.Writer> open = open(got.writers(), now);
            List<Long> lapsing = stamps(open(fence.writers(), began));
            lapsing.removeAll(stamps(open(fence.writers(), now)));
            lapsing.removeAll(stamps(open));
            sameWriters(open, without(lapsing, open(fence.writers(), began)));
        }
    }

    /** A lapsed writer goes with the next step that touches the slot; a store may do so earlier. */
    private List<Slot.Writer> open(List<Slot.Writer> writers, long now) {
        return writers.stream()
                .filter(writer -> now <= writer.deadlineMillis() + lagMillis)
                .toList();
    }

    private static List<Long> stamps(List<Slot.Writer> writers) {
        return writers.stream().map(Slot.Writer::stamp).collect(Collectors.toCollection(ArrayList::new));
    }

    private static List<Slot.Writer> without(List<Long> lapsed, List<Slot.Writer> writers) {
        return writers.stream()
                .filter(writer -> !lapsed.contains(writer.stamp()))
                .toList();
    }

    private void sameWriters(List<Slot.Writer> actual, List<Slot.Writer> expected) {
        assertThat(actual)
                .as("the open writers, in order")
                .extracting(Slot.Writer::stamp)
                .isEqualTo(expected.stream().map(Slot.Writer::stamp).toList());
        for (int i = 0; i < expected.size(); i++) {
            sameTime(
                    "a writer's deadline",
                    actual.get(i).deadlineMillis(),
                    expected.get(i).deadlineMillis());
        }
    }

    void sameEntry(@Nullable Entry actual, @Nullable Entry expected) {
        if (expected == null || actual == null) {
            assertThat(actual).as("the entry").isEqualTo(expected);
        } else {
            assertThat(actual).as("the entry").usingRecursiveComparison().isEqualTo(expected);
        }
    }

    private void sameTime(String what, long actual, long expected) {
        assertThat(actual).as(what).isCloseTo(expected, within(slackMillis()));
    }
}
