package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import org.junit.jupiter.api.Test;

/** The rules of the protocol, each by the story that broke without it. */
abstract class RuleCases {

    private static final long MINE = SlotCase.MINE;
    private static final long OTHER = SlotCase.OTHER;

    private final StoreUnderTest store;

    RuleCases(StoreUnderTest store) {
        this.store = store;
    }

    @Test
    void aLateFenceDoesNotLowerTheFloor() {
        SlotCase slot = SlotCase.fresh(store).fence(SlotCase.HIGH).fence(SlotCase.LOW);
        assertThat(granted(lease(slot)).floor()).isEqualTo(SlotCase.HIGH);
    }

    @Test
    void aFenceKeepsTheOpenWriters() {
        SlotCase slot = SlotCase.fresh(store).begin(MINE).fence(SlotCase.HIGH);
        assertThat(lease(slot)).isEqualTo(new StepReply.Open(SlotCase.HIGH));
    }

    @Test
    void floorsOfTwoHistoriesMergeToUnknown() {
        SlotCase slot = SlotCase.fresh(store).fence(SlotCase.HIGH).fence(SlotCase.ELSEWHERE);
        assertThat(granted(lease(slot)).floor()).isEqualTo(CommitPosition.UNKNOWN);
    }

    @Test
    void aReleasedLeaseKeepsTheFloor() {
        SlotCase slot = SlotCase.fresh(store).fence(SlotCase.HIGH).lease(OTHER).release(OTHER);
        assertThat(granted(lease(slot)).floor()).isEqualTo(SlotCase.HIGH);
    }

    @Test
    void aLapsedLeaseKeepsTheFloor() {
        SlotCase slot =
                SlotCase.fresh(store).fence(SlotCase.HIGH).leaseShort(OTHER).outliveShort();
        assertThat(granted(lease(slot)).floor()).isEqualTo(SlotCase.HIGH);
    }

    @Test
    void aFillAfterAChangeIsRefused() {
        SlotCase slot = SlotCase.fresh(store).lease(MINE);
        slot.begin(OTHER).end(OTHER, null);
        assertThat(slot.step(slot.fillStep(MINE, slot.epoch(), slot.entry()))).isEqualTo(StepReply.Refused.INSTANCE);
    }

    @Test
    void aFillOfAnotherEpochIsRefused() {
        SlotCase slot = SlotCase.fresh(store).lease(MINE);
        StepReply reply = slot.step(slot.fillStep(MINE, slot.epoch() + 1, slot.entry()));
        assertThat(reply).isEqualTo(StepReply.Refused.INSTANCE);
    }

    @Test
    void aFillOfALapsedLeaseIsRefused() {
        SlotCase slot = SlotCase.fresh(store).leaseShort(MINE).outliveShort();
        StepReply reply = slot.step(slot.fillStep(MINE, slot.epoch(), slot.entry()));
        assertThat(reply).isEqualTo(StepReply.Refused.INSTANCE);
    }

    @Test
    void aReleaseDoesNotUndoANewerFence() {
        SlotCase slot = SlotCase.fresh(store).lease(MINE).begin(OTHER);
        assertThat(slot.step(new SlotStep.Release(slot.key(), MINE))).isEqualTo(StepReply.Refused.INSTANCE);
        assertThat(lease(slot)).isInstanceOf(StepReply.Open.class);
    }

    @Test
    void aWriterAloneStoresItsValue() {
        SlotCase slot = SlotCase.fresh(store).begin(MINE);
        assertThat(slot.step(slot.endStep(MINE, slot.entry()))).isEqualTo(new StepReply.Applied(true));
        assertThat(slot.read()).isInstanceOf(Slot.Value.class);
    }

    @Test
    void ofWritersThatOverlapNoneStoresItsValue() {
        SlotCase slot = SlotCase.fresh(store).begin(MINE).begin(OTHER);
        assertThat(slot.step(slot.endStep(MINE, slot.entry()))).isEqualTo(new StepReply.Applied(false));
        SlotCase turned = SlotCase.fresh(store).begin(MINE).begin(OTHER);
        assertThat(turned.step(turned.endStep(OTHER, turned.entry()))).isEqualTo(new StepReply.Applied(false));
        assertThat(turned.step(turned.endStep(MINE, turned.entry()))).isEqualTo(new StepReply.Applied(false));
        assertThat(turned.read()).isInstanceOf(Slot.Fence.class);
    }

    @Test
    void aRollbackRemovesOnlyItself() {
        SlotCase slot = SlotCase.fresh(store).begin(MINE).begin(OTHER).undo(MINE);
        assertThat(lease(slot)).isInstanceOf(StepReply.Open.class);
        slot.undo(OTHER);
        assertThat(lease(slot)).isInstanceOf(StepReply.Granted.class);
    }

    @Test
    void aWriterBeginsAgainWithALaterDeadline() {
        SlotCase slot = SlotCase.fresh(store).beginShort(MINE).begin(MINE).outliveShort();
        assertThat(lease(slot)).isInstanceOf(StepReply.Open.class);
        assertThat(slot.step(slot.endStep(MINE, slot.entry()))).isEqualTo(new StepReply.Applied(true));
    }

    @Test
    void aWriterThatNeverEndsStaysOpenUntilItsDeadlineAndTheLag() {
        SlotCase slot = SlotCase.fresh(store).beginShort(MINE);
        assertThat(lease(slot)).isInstanceOf(StepReply.Open.class);
        slot.outliveShort();
        assertThat(granted(lease(slot)).floor()).isEqualTo(SlotCase.LOW);
    }

    @Test
    void theEndOfALapsedWriterStillFences() {
        SlotCase slot = SlotCase.fresh(store).beginShort(MINE).outliveShort().lease(OTHER);
        assertThat(slot.step(slot.endStep(MINE, slot.entry()))).isEqualTo(new StepReply.Applied(false));
        StepReply fill = slot.step(slot.fillStep(OTHER, slot.epoch(), slot.entry()));
        assertThat(fill).isEqualTo(StepReply.Refused.INSTANCE);
    }

    @Test
    void aRefreshIsClaimedByOneAndFillsAgainstTheStampOfTheValue() {
        SlotCase slot = SlotCase.fresh(store).store();
        long stamp = slot.stamp();
        StepReply first = slot.step(new SlotStep.Claim(slot.key(), stamp, SlotCase.LONG));
        assertThat(granted(first).floor()).isEqualTo(SlotCase.MIDDLE);
        assertThat(slot.step(new SlotStep.Claim(slot.key(), stamp, SlotCase.LONG)))
                .isInstanceOf(StepReply.Busy.class);
        assertThat(slot.step(slot.fillStep(stamp, slot.epoch(), slot.entry()))).isEqualTo(new StepReply.Applied(true));
        assertThat(slot.step(slot.fillStep(stamp, slot.epoch(), slot.entry()))).isEqualTo(StepReply.Refused.INSTANCE);
    }

    @Test
    void aDeadValueIsLeasedByItsStampAndByOne() {
        SlotCase slot = SlotCase.fresh(store).store();
        long dead = slot.stamp();
        StepReply first = slot.step(new SlotStep.Lease(slot.key(), MINE, SlotCase.LONG, dead, true));
        assertThat(granted(first).floor()).isEqualTo(SlotCase.MIDDLE);
        StepReply second = slot.step(new SlotStep.Lease(slot.key(), OTHER, SlotCase.LONG, dead, true));
        assertThat(second).isInstanceOf(StepReply.Busy.class);
    }

    @Test
    void aValueThatIsNotTheDeadOneIsPresent() {
        SlotCase slot = SlotCase.fresh(store).store();
        StepReply reply = slot.step(new SlotStep.Lease(slot.key(), OTHER, SlotCase.LONG, SlotCase.NOBODY, false));
        assertThat(reply).isInstanceOf(StepReply.Present.class);
    }

    @Test
    void whoPassesABusyLeaseKeepsItsFloor() {
        SlotCase slot = SlotCase.fresh(store).fence(SlotCase.HIGH).lease(OTHER);
        assertThat(lease(slot))
                .isInstanceOfSatisfying(
                        StepReply.Busy.class, busy -> assertThat(busy.floor()).isEqualTo(SlotCase.HIGH));
    }

    @Test
    void theStampOfAValueStandsUntilItIsChanged() {
        SlotCase slot = SlotCase.fresh(store).store();
        long stamp = slot.stamp();
        slot.claim(SlotCase.LONG).pass(1);
        assertThat(slot.read())
                .isInstanceOfSatisfying(
                        Slot.Value.class, value -> assertThat(value.stamp()).isEqualTo(stamp));
        slot.fill(slot.entry());
        assertThat(slot.stamp()).isNotEqualTo(stamp);
    }

    private static StepReply lease(SlotCase slot) {
        return slot.step(new SlotStep.Lease(slot.key(), SlotCase.NEXT, SlotCase.LONG, 0, false));
    }

    private static StepReply.Granted granted(StepReply reply) {
        assertThat(reply).isInstanceOf(StepReply.Granted.class);
        return (StepReply.Granted) reply;
    }
}
