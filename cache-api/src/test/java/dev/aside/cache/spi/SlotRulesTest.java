package dev.aside.cache.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.EndpointRole;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The rules of docs/guarantees.md, under their numbers, to the millisecond. Rules 3 and 8 bind the loader as well. Holds G1 and G5. */
final class SlotRulesTest {

    private static final long LAG = 100;
    private static final long MEMORY = 1_000;
    private static final long LIFE = 50;
    private static final long EPOCH = 3;
    private static final long A = 11;
    private static final long B = 22;
    private static final long NEXT = 99;
    private static final SlotKey KEY = SlotSamples.KEY;
    private static final CommitPosition LOW = CommitPosition.ordered("db", 1);
    private static final CommitPosition HIGH = CommitPosition.ordered("db", 2);
    private static final CommitPosition ELSEWHERE = CommitPosition.ordered("other", 1);
    private static final Entry ENTRY = SlotSamples.entry(Payload.Absent.INSTANCE);

    private final SlotRules rules = new SlotRules(LAG, MEMORY);
    private @Nullable Slot slot;
    private long now = 10_000;

    private StepReply step(SlotStep step) {
        SlotRules.Transition transition = rules.apply(slot, step, now, EPOCH);
        slot = transition.slot();
        return transition.reply();
    }

    private StepReply lease(long stamp) {
        return step(new SlotStep.Lease(KEY, stamp, LIFE, 0, false));
    }

    private StepReply fill(long under) {
        return step(new SlotStep.Fill(KEY, under, EPOCH, NEXT, LIFE, ENTRY));
    }

    private StepReply begin(long stamp) {
        return step(new SlotStep.Begin(KEY, stamp, LIFE, CommitPosition.NONE));
    }

    private StepReply end(long stamp, CommitPosition position, @Nullable Entry entry) {
        return step(new SlotStep.End(KEY, stamp, position, NEXT, LIFE, entry));
    }

    private StepReply undo(long stamp) {
        return step(new SlotStep.Undo(KEY, stamp));
    }

    private StepReply fence(long stamp, CommitPosition floor) {
        return step(new SlotStep.Fence(KEY, stamp, floor));
    }

    private Slot.Fence fenced() {
        return (Slot.Fence) Objects.requireNonNull(slot);
    }

    private static StepReply granted(CommitPosition floor) {
        return new StepReply.Granted(floor, null, EPOCH);
    }

    private static StepReply applied(boolean storedValue) {
        return new StepReply.Applied(storedValue);
    }

    @Nested
    final class Rule1PlacingAFenceIsAMerge {
        @Test
        void theFloorIsTheHigherOfBoth() {
            fence(A, HIGH);
            fence(B, LOW);
            assertThat(fenced()).isEqualTo(new Slot.Fence(B, now + MEMORY, HIGH, List.of()));
        }

        @Test
        void openWritersAreKept() {
            begin(A);
            fence(B, HIGH);
            assertThat(fenced().writers()).containsExactly(new Slot.Writer(A, now + LIFE));
            assertThat(fenced().stamp()).isEqualTo(B);
        }

        @Test
        void positionsThatDoNotCompareMergeToUnknown() {
            fence(A, HIGH);
            fence(B, ELSEWHERE);
            assertThat(fenced().floor()).isEqualTo(CommitPosition.UNKNOWN);
        }

        @Test
        void theFloorOfAValueIsItsSource() {
            lease(A);
            fill(A);
            fence(B, CommitPosition.NONE);
            assertThat(fenced().floor()).isEqualTo(ENTRY.source());
        }

        @Test
        void everyPlacingRenewsThePhysicalLife() {
            fence(A, HIGH);
            now += MEMORY - 1;
            fence(B, LOW);
            assertThat(fenced().untilMillis()).isEqualTo(now + MEMORY);
        }

        @Test
        void aLongerLifeIsNotCutShort() {
            step(new SlotStep.Token(KEY, A, 10 * MEMORY));
            fence(B, LOW);
            assertThat(fenced().untilMillis()).isEqualTo(now + 10 * MEMORY);
        }
    }

    @Nested
    final class Rule2ALeaseKeepsTheFloor {
        @Test
        void whileItIsHeld() {
            fence(A, HIGH);
            assertThat(lease(B)).isEqualTo(granted(HIGH));
            assertThat(slot).isEqualTo(new Slot.Lease(B, now + LIFE + MEMORY, now + LIFE, HIGH, null));
        }

        @Test
        void whenItHasLapsed() {
            fence(A, HIGH);
            lease(A);
            now += LIFE - 1;
            assertThat(lease(B)).isEqualTo(new StepReply.Busy(HIGH, 1, null));
            now++;
            assertThat(lease(B)).isEqualTo(granted(HIGH));
        }

        @Test
        void whenItWasReleased() {
            fence(A, HIGH);
            lease(A);
            assertThat(step(new SlotStep.Release(KEY, A))).isEqualTo(applied(false));
            assertThat(lease(B)).isEqualTo(granted(HIGH));
        }

        @Test
        void whenAChangeTakesItsPlace() {
            fence(A, HIGH);
            lease(A);
            begin(B);
            assertThat(fenced().floor()).isEqualTo(HIGH);
        }
    }

    @Nested
    final class Rule4UnderTheOwnStampAndEpoch {
        @Test
        void aFillUnderTheLeaseStores() {
            lease(A);
            assertThat(fill(A)).isEqualTo(applied(true));
            assertThat(slot).isEqualTo(new Slot.Value(NEXT, now + MEMORY, 0, ENTRY));
        }

        @Test
        void aFillUnderAnotherStampIsRefused() {
            lease(A);
            assertThat(fill(B)).isEqualTo(StepReply.Refused.INSTANCE);
        }

        @Test
        void aFillOfAnotherEpochIsRefused() {
            lease(A);
            assertThat(step(new SlotStep.Fill(KEY, A, EPOCH - 1, NEXT, LIFE, ENTRY)))
                    .isEqualTo(StepReply.Refused.INSTANCE);
        }

        @Test
        void aFillIntoAnAbsentSlotIsRefused() {
            assertThat(fill(A)).isEqualTo(StepReply.Refused.INSTANCE);
            assertThat(slot).isNull();
        }

        @Test
        void aFillAtTheDeadlineIsRefused() {
            lease(A);
            now += LIFE;
            assertThat(fill(A)).isEqualTo(StepReply.Refused.INSTANCE);
        }

        @Test
        void aFillAfterTheReleaseIsRefused() {
            lease(A);
            step(new SlotStep.Release(KEY, A));
            assertThat(fill(A)).isEqualTo(StepReply.Refused.INSTANCE);
        }

        @Test
        void aFillUnderTheStampOfAFenceIsRefused() {
            begin(A);
            assertThat(fill(A)).isEqualTo(StepReply.Refused.INSTANCE);
        }

        @Test
        void aReleaseDoesNotUndoANewerFence() {
            lease(A);
            fence(B, HIGH);
            Slot before = slot;
            assertThat(step(new SlotStep.Release(KEY, A))).isEqualTo(StepReply.Refused.INSTANCE);
            assertThat(slot).isSameAs(before);
        }
    }

    @Nested
    final class Rule5AWriterStandsAndIsAlone {
        @Test
        void thenItsValueIsStored() {
            begin(A);
            assertThat(end(A, HIGH, ENTRY)).isEqualTo(applied(true));
            assertThat(slot).isEqualTo(new Slot.Value(NEXT, now + MEMORY, 0, ENTRY));
        }

        @Test
        void notIfAnotherIsOpen() {
            begin(A);
            begin(B);
            assertThat(end(B, HIGH, ENTRY)).isEqualTo(applied(false));
            assertThat(fenced().writers()).extracting(Slot.Writer::stamp).containsExactly(A);
            assertThat(fenced().floor()).isEqualTo(HIGH);
        }

        @Test
        void notIfAnotherWasOpenMeanwhile() {
            begin(A);
            begin(B);
            end(B, LOW, null);
            assertThat(end(A, HIGH, ENTRY)).isEqualTo(applied(false));
            assertThat(fenced().writers()).isEmpty();
        }

        @Test
        void notIfAFenceWasPlacedMeanwhile() {
            begin(A);
            fence(B, LOW);
            assertThat(end(A, HIGH, ENTRY)).isEqualTo(applied(false));
            assertThat(fenced().floor()).isEqualTo(HIGH);
        }

        @Test
        void notIfItsOwnFenceIsGone() {
            assertThat(end(A, HIGH, ENTRY)).isEqualTo(applied(false));
            assertThat(slot).isEqualTo(new Slot.Fence(NEXT, now + MEMORY, HIGH, List.of()));
        }

        @Test
        void aLeaseGrantedSinceFindsItsStampGone() {
            lease(B);
            end(A, HIGH, ENTRY);
            assertThat(fill(B)).isEqualTo(StepReply.Refused.INSTANCE);
        }

        @Test
        void aRollbackRemovesOnlyItself() {
            begin(A);
            begin(B);
            assertThat(undo(A)).isEqualTo(applied(false));
            assertThat(fenced().writers()).extracting(Slot.Writer::stamp).containsExactly(B);
        }

        @Test
        void aRollbackOfNobodyChangesNothing() {
            begin(A);
            Slot before = slot;
            undo(B);
            assertThat(slot).isSameAs(before);
            lease(A);
            slot = null;
            undo(B);
            assertThat(slot).isNull();
        }

        @Test
        void anOpenFenceLivesUntilItsLastDeadlineAndTheMemory() {
            step(new SlotStep.Begin(KEY, A, 5 * LIFE, LOW));
            begin(B);
            assertThat(fenced().untilMillis()).isEqualTo(now + 5 * LIFE + MEMORY);
        }
    }

    @Nested
    final class Rules6And7TheDeadlineOfAWriter {
        @Test
        void aLapsedWriterCountsAsOpenUntilDeadlineAndLag() {
            begin(A);
            now += LIFE + LAG;
            assertThat(lease(B)).isEqualTo(new StepReply.Open(CommitPosition.NONE));
            now++;
            assertThat(lease(B)).isEqualTo(granted(CommitPosition.NONE));
        }

        @Test
        void theNextStepThatTouchesTheSlotRemovesIt() {
            begin(A);
            now += LIFE + LAG + 1;
            begin(B);
            assertThat(fenced().writers()).extracting(Slot.Writer::stamp).containsExactly(B);
        }

        @Test
        void aWriterPlacedAgainHasALaterDeadlineAndIsListedOnce() {
            begin(A);
            now += LIFE / 2;
            begin(A);
            assertThat(fenced().writers()).containsExactly(new Slot.Writer(A, now + LIFE));
            assertThat(end(A, HIGH, ENTRY)).isEqualTo(applied(true));
        }

        @Test
        void aWriterThatLapsedMayEndButStoresNothing() {
            begin(A);
            now += LIFE + LAG + 1;
            assertThat(end(A, HIGH, ENTRY)).isEqualTo(applied(false));
            assertThat(fenced().stamp()).isEqualTo(NEXT);
        }
    }

    @Nested
    final class Rule8ARefresh {
        @Test
        void isClaimedByOneAndItsFloorIsTheSource() {
            lease(A);
            fill(A);
            SlotStep claim = new SlotStep.Claim(KEY, NEXT, LIFE);
            assertThat(step(claim)).isEqualTo(new StepReply.Granted(ENTRY.source(), ENTRY, EPOCH));
            assertThat(step(claim)).isEqualTo(new StepReply.Busy(ENTRY.source(), LIFE, ENTRY));
            now += LIFE;
            assertThat(step(claim)).isInstanceOf(StepReply.Granted.class);
        }

        @Test
        void fillsAgainstTheStampOfTheValue() {
            lease(A);
            fill(A);
            SlotStep refresh = new SlotStep.Fill(KEY, NEXT, EPOCH, B, LIFE, ENTRY);
            assertThat(step(refresh)).isEqualTo(applied(true));
            assertThat(step(refresh)).isEqualTo(StepReply.Refused.INSTANCE);
        }
    }

    @Nested
    final class Rule9ADeadValue {
        @Test
        void isLeasedBySwappingItsStamp() {
            lease(A);
            fill(A);
            assertThat(step(new SlotStep.Lease(KEY, B, LIFE, NEXT, false))).isEqualTo(granted(ENTRY.source()));
            assertThat(step(new SlotStep.Lease(KEY, A, LIFE, NEXT, false))).isInstanceOf(StepReply.Busy.class);
        }

        @Test
        void isKeptBesideTheLeaseIfItHadOnlyGrownOld() {
            lease(A);
            fill(A);
            StepReply reply = step(new SlotStep.Lease(KEY, B, LIFE, NEXT, true));
            assertThat(reply).isEqualTo(new StepReply.Granted(ENTRY.source(), ENTRY, EPOCH));
            assertThat(lease(A)).isEqualTo(new StepReply.Busy(ENTRY.source(), LIFE, ENTRY));
        }

        @Test
        void thatWasReplacedMeanwhileIsPresent() {
            lease(A);
            fill(A);
            assertThat(step(new SlotStep.Lease(KEY, B, LIFE, A, false)))
                    .isEqualTo(new StepReply.Present((Slot.Value) Objects.requireNonNull(slot), -1, EPOCH));
        }
    }

    @Nested
    final class Rule10WhoPassesKeepsTheFloor {
        @Test
        void ofAnOpenFence() {
            fence(A, HIGH);
            begin(A);
            assertThat(lease(B)).isEqualTo(new StepReply.Open(HIGH));
        }

        @Test
        void ofABusyLease() {
            fence(A, HIGH);
            lease(A);
            assertThat(lease(B)).isEqualTo(new StepReply.Busy(HIGH, LIFE, null));
        }
    }

    @Nested
    final class Tokens {
        @Test
        void areMadeOnceAndRenewed() {
            SlotStep token = new SlotStep.Token(KEY, A, MEMORY);
            assertThat(step(token)).isEqualTo(new StepReply.TokenSeen(A, CommitPosition.NONE, false));
            now += LIFE;
            assertThat(step(new SlotStep.Token(KEY, B, MEMORY)))
                    .isEqualTo(new StepReply.TokenSeen(A, CommitPosition.NONE, false));
            assertThat(fenced().untilMillis()).isEqualTo(now + MEMORY);
        }

        @Test
        void areMovedByAChangeAndOpenWhileItIs() {
            step(new SlotStep.Token(KEY, A, MEMORY));
            begin(B);
            assertThat(step(new SlotStep.Token(KEY, NEXT, MEMORY)))
                    .isEqualTo(new StepReply.TokenSeen(B, CommitPosition.NONE, true));
            end(B, HIGH, null);
            assertThat(step(new SlotStep.Token(KEY, A, MEMORY))).isEqualTo(new StepReply.TokenSeen(NEXT, HIGH, false));
        }
    }

    @Test
    void aReadChangesNothing() {
        begin(A);
        now += LIFE + LAG + 1;
        Slot before = slot;
        StepReply reply = step(new SlotStep.Read(KEY, EndpointRole.READER));
        assertThat(reply).isEqualTo(new StepReply.Seen(before, -1, EPOCH));
        assertThat(slot).isSameAs(before);
    }

    @Test
    void aLifeForEverDoesNotOverflow() {
        lease(A);
        step(new SlotStep.Fill(KEY, A, EPOCH, NEXT, Entry.NEVER, ENTRY));
        assertThat(Objects.requireNonNull(slot).untilMillis()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void rule5_writerWhoBeganLaterAndWroteEarlier_doesNotStoreItsValueAfterTheOther() {
        begin(A);
        begin(B); // B writes the older value, A the newer one, and A ends first
        assertThat(end(A, HIGH, ENTRY)).isEqualTo(applied(false));
        assertThat(end(B, LOW, ENTRY)).isEqualTo(applied(false));
        assertThat(fenced().writers()).isEmpty();
    }

    @Test
    void rule5_writerBesideOneThatLapsed_doesNotStoreItsValue() {
        begin(A); // writes the newest value of all, and dies
        now += LIFE;
        begin(B);
        now += LAG + 1;
        assertThat(lease(NEXT)).isInstanceOf(StepReply.Open.class); // forgets A
        assertThat(end(B, LOW, ENTRY)).isEqualTo(applied(false));
    }

    @Test
    void rule5_writerWhoseEndForgetsOneThatLapsed_doesNotStoreItsValue() {
        begin(A);
        now += LIFE;
        begin(B);
        now += LAG + 1;
        assertThat(end(B, LOW, ENTRY)).isEqualTo(applied(false));
    }
}
