package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotFormat;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is believed of slots, by nodes whose clocks differ. */
final class SlotsTest {

    private static final SlotKey KEY = TestNode.key("k");
    private static final String NAME = "test:ek";
    private static final long LIFE = 5_000;
    private static final long AHEAD = 3_600_000;

    private final ManualTime time = new ManualTime();
    private final CacheRuntime runtime = time.runtime();
    private final Slots holder = slots(0);
    private final Slots ahead = slots(AHEAD);
    private final Slots behind = slots(-AHEAD);

    private Slots slots(long offMillis) {
        return new Slots(
                TestNode.spec("test", Duration.ofSeconds(30)),
                new Sightings(time),
                runtime,
                () -> Instant.ofEpochMilli(10_000_000 + time.millis() + offMillis),
                MemcachedBackend.MAXIMUM_VALUE);
    }

    private static SlotStep lease(long stamp) {
        return new SlotStep.Lease(KEY, stamp, LIFE, 0, false);
    }

    private Item place(Slots by, SlotStep step) {
        return place(by, null, step);
    }

    private Item place(Slots by, @Nullable Item item, SlotStep step) {
        Slots.Move move = by.apply(KEY, NAME, item, step, 1);
        by.placed(NAME, step, move.reply(), time.nanos());
        return new Item(SlotFormat.encode(KEY, Objects.requireNonNull(move.next())), 0, 1);
    }

    private static StepReply reply(Slots by, Item item, SlotStep step) {
        return by.apply(KEY, NAME, item, step, 1).reply();
    }

    @Test
    void aLeaseIsTakenOverOnceItHasBeenSeenForAsLongAsOnesOwn() {
        Slots slightlyAhead = slots(LIFE);
        Item item = place(holder, lease(7));
        assertThat(reply(slightlyAhead, item, lease(8))).isInstanceOf(StepReply.Busy.class);
        time.advance(Duration.ofMillis(LIFE - 1));
        assertThat(reply(slightlyAhead, item, lease(8))).isInstanceOf(StepReply.Busy.class);
        time.advance(Duration.ofMillis(1));
        assertThat(reply(slightlyAhead, item, lease(8))).isInstanceOf(StepReply.Granted.class);
    }

    @Test
    void oneIsBelievedOfOnesOwnLeaseWhatTheClockSays() {
        Item item = place(holder, lease(7));
        time.advance(Duration.ofMillis(LIFE - 1));
        assertThat(reply(holder, item, lease(8))).isInstanceOf(StepReply.Busy.class);
        time.advance(Duration.ofMillis(1));
        assertThat(reply(holder, item, lease(8))).isInstanceOf(StepReply.Granted.class);
    }

    @Test
    void aLeaseThatWasGivenBackIsFreeWhateverTheClocksSay() {
        Item item = place(holder, place(holder, lease(7)), new SlotStep.Release(KEY, 7));
        assertThat(reply(slots(LIFE), item, lease(8))).isInstanceOf(StepReply.Granted.class);
        assertThat(reply(slots(-LIFE), item, lease(8))).isInstanceOf(StepReply.Granted.class);
        Item again = place(holder, item, lease(9));
        assertThat(reply(slots(LIFE), again, lease(8))).isInstanceOf(StepReply.Busy.class);
    }

    @Test
    void anOpenChangeIsOpenUntilItHasBeenSeenForTheMemoryAndTheLag() {
        Slots slightlyAhead = slots(LIFE + 1_000);
        Item item = place(holder, new SlotStep.Begin(KEY, 7, LIFE, CommitPosition.NONE));
        assertThat(reply(slightlyAhead, item, lease(8))).isEqualTo(new StepReply.Open(CommitPosition.NONE));
        time.advance(Duration.ofMillis(LIFE));
        assertThat(reply(slightlyAhead, item, lease(8)))
                .as("lapsed by its clock")
                .isInstanceOf(StepReply.Open.class);
        SlotStep fence = new SlotStep.Fence(KEY, 9, CommitPosition.NONE);
        item = place(slightlyAhead, item, fence);
        assertThat(reply(slightlyAhead, item, lease(8))).as("fenced meanwhile").isInstanceOf(StepReply.Open.class);
        time.advance(Duration.ofSeconds(30).plusMillis(20).minusMillis(LIFE));
        item = place(slightlyAhead, item, fence);
        assertThat(reply(slightlyAhead, item, lease(8))).isInstanceOf(StepReply.Granted.class);
    }

    @Test
    void aHolderWhoseClockIsAheadDoesNotBlockForLongerThanItsLife() {
        Item item = place(ahead, lease(7));
        assertThat(reply(behind, item, lease(8)))
                .isInstanceOfSatisfying(
                        StepReply.Busy.class,
                        busy -> assertThat(busy.remainingMillis()).isEqualTo(LIFE));
        time.advance(Duration.ofMillis(LIFE));
        assertThat(reply(behind, item, lease(8))).isInstanceOf(StepReply.Granted.class);
    }

    @Test
    void aTokenIsWrittenForTwiceAsLongAsAskedAndThenLeftAlone() {
        SlotStep.Token asked = new SlotStep.Token(KEY, 7, LIFE);
        Item item = place(holder, asked);
        time.advance(Duration.ofMillis(LIFE));
        Slots.Move move = holder.apply(KEY, NAME, item, asked, 1);
        assertThat(move.next()).isNull();
        time.advance(Duration.ofMillis(1));
        Slots.Move renewal = holder.apply(KEY, NAME, item, asked, 1);
        assertThat(renewal.renews()).isTrue();
        assertThat(renewal.next())
                .isInstanceOfSatisfying(
                        Slot.Fence.class, token -> assertThat(token.stamp()).isEqualTo(7));
    }

    @Test
    void aBlindFenceIsOpenAndKnowsNoFloor() {
        SlotStep.Begin begin = new SlotStep.Begin(KEY, 7, LIFE, CommitPosition.NONE);
        Slot.Fence fence = Objects.requireNonNull(holder.blind(NAME, begin));
        assertThat(fence.floor()).isEqualTo(CommitPosition.UNKNOWN);
        assertThat(fence.stamp()).isEqualTo(7);
        assertThat(fence.writers()).hasSize(2);
        Item item = new Item(SlotFormat.encode(KEY, fence), 0, 1);
        item = place(holder, item, new SlotStep.End(KEY, 7, CommitPosition.NONE, 8, LIFE, TestNode.entry("v")));
        assertThat(reply(holder, item, lease(9))).as("not alone").isEqualTo(new StepReply.Open(CommitPosition.UNKNOWN));
        assertThat(holder.blind(NAME, lease(9))).isNull();
        assertThat(holder.blind(NAME, new SlotStep.Undo(KEY, 7))).isNull();
    }
}
