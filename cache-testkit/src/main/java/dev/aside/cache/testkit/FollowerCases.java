package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Reads that may be answered by a server behind the writer. Where there is none they are reads like all others. */
abstract class FollowerCases {

    private static final int CHANGES = 500;
    private static final int ATTEMPTS = 200;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final StoreUnderTest store;

    FollowerCases(StoreUnderTest store) {
        this.store = store;
    }

    @Test
    void whatIsReadIsNoOlderThanTheBound() {
        SlotKey key = store.freshKey(SlotKey.Kind.ENTRY);
        long[] acknowledged = new long[CHANGES + 1];
        int due = 0;
        for (int change = 1; change <= CHANGES; change++) {
            fence(key, change);
            acknowledged[change] = store.nanos();
            long least = store.nanos() - store.readerBound().toNanos();
            while (due < change && acknowledged[due + 1] - least <= 0) {
                due++;
            }
            assertThat(stampOf(read(key))).as("the change that is seen").isBetween((long) due, (long) change);
        }
    }

    @Test
    void whatIsReadIsWhatTheWriterHas_onceNobodyWritesAnyMore() {
        SlotCase slot = SlotCase.fresh(store).store();
        Slot seen = null;
        for (int i = 0; i < ATTEMPTS && !(seen instanceof Slot.Value); i++) {
            seen = read(slot.key());
            if (seen == null) {
                store.advance(PAUSE);
            }
        }
        long now = store.timeMillis();
        store.expect().sameSlot(seen, slot.read(), now, now);
    }

    /** A batch in which something is changed is for the writer alone, with all that is read in it. */
    @Test
    void whatIsReadBehindAChangeIsTheChange() {
        SlotKey key = store.freshKey(SlotKey.Kind.ENTRY);
        for (int change = 1; change <= CHANGES; change++) {
            List<StepReply> replies = store.execute(List.of(
                    new SlotStep.Fence(key, change, SlotCase.LOW), new SlotStep.Read(key, EndpointRole.READER)));
            assertThat(stampOf(((StepReply.Seen) replies.get(1)).slot())).isEqualTo(change);
        }
    }

    private void fence(SlotKey key, long stamp) {
        assertThat(store.execute(new SlotStep.Fence(key, stamp, SlotCase.LOW))).isInstanceOf(StepReply.Applied.class);
    }

    private @Nullable Slot read(SlotKey key) {
        StepReply reply = store.execute(new SlotStep.Read(key, EndpointRole.READER));
        assertThat(reply).isInstanceOf(StepReply.Seen.class);
        return ((StepReply.Seen) reply).slot();
    }

    private static long stampOf(@Nullable Slot slot) {
        return slot == null ? 0 : slot.stamp();
    }
}
