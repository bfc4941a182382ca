package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.Consistency;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class InMemoryBackendTest {

    private static final SlotKey KEY = Fleet.key("k");
    private static final SlotStep READ = new SlotStep.Read(KEY, EndpointRole.WRITER);

    private final Fleet fleet = new Fleet();
    private final Fleet.Node one = fleet.node(1);
    private final Fleet.Node two = fleet.node(2);

    private static StepReply.Outcome failed(StepReply reply) {
        assertThat(reply).isInstanceOf(StepReply.Failed.class);
        return ((StepReply.Failed) reply).outcome();
    }

    @Test
    void nodesOfOneServerSeeTheSameSlots() {
        one.fence(KEY);
        assertThat(two.read(KEY).slot()).isInstanceOf(Slot.Fence.class);
        assertThat(fleet.server.size()).isEqualTo(1);
    }

    @Test
    void failedBatchesAreRefusedAtOnceAndCounted() {
        one.backend.fail(2);
        assertThat(failed(one.fence(KEY))).isEqualTo(StepReply.Outcome.NOT_APPLIED);
        assertThat(failed(one.fence(KEY))).isEqualTo(StepReply.Outcome.NOT_APPLIED);
        assertThat(one.read(KEY).slot()).isNull();
    }

    @Test
    void whileUnavailableEverythingIsRefusedForThisNodeOnly() {
        one.backend.unavailable(true);
        assertThat(failed(one.fence(KEY))).isEqualTo(StepReply.Outcome.NOT_APPLIED);
        assertThat(two.fence(KEY)).isInstanceOf(StepReply.Applied.class);
        one.backend.unavailable(false);
        assertThat(one.read(KEY).slot()).isNotNull();
    }

    @Test
    void aLeaseFromBeforeAnOutageFillsNothing() {
        StepReply granted = one.now(new SlotStep.Lease(KEY, 5, 1_000, 0, false));
        assertThat(granted).isInstanceOf(StepReply.Granted.class);
        one.backend.dropConnection();
        StepReply fill = one.now(
                new SlotStep.Fill(KEY, 5, ((StepReply.Granted) granted).epoch(), 6, 1_000, TestEntries.bytes("late")));
        assertThat(fill).isEqualTo(StepReply.Refused.INSTANCE);
    }

    @Test
    void aHangingServerAnswersAtTheTimeoutAndWorksLater() {
        one.backend.hang(true);
        CompletableFuture<List<StepReply>> answer = one.send(one.fenceOf(KEY), READ);
        fleet.time.advance(Fleet.TIMEOUT.minusMillis(1));
        assertThat(answer).isNotDone();
        fleet.time.advance(Duration.ofMillis(1));
        assertThat(answer.join()).hasSize(2).allMatch(reply -> failed(reply) == StepReply.Outcome.UNKNOWN);
        assertThat(two.read(KEY).slot()).isNull();
        one.backend.hang(false);
        assertThat(two.read(KEY).slot()).as("done late").isInstanceOf(Slot.Fence.class);
    }

    @Test
    void aServerThatWakesUpInTimeAnswers() {
        one.backend.hang(true);
        CompletableFuture<List<StepReply>> answer = one.send(READ);
        one.backend.hang(false);
        assertThat(answer.join().get(0)).isInstanceOf(StepReply.Seen.class);
        assertThat(fleet.time.pending()).isZero();
    }

    @Test
    void aLostReplyIsUnknownAndTheStepIsDone() {
        one.backend.loseReplies(1);
        CompletableFuture<List<StepReply>> answer = one.send(one.fenceOf(KEY));
        assertThat(two.read(KEY).slot()).isInstanceOf(Slot.Fence.class);
        assertThat(answer).isNotDone();
        fleet.time.advance(Fleet.TIMEOUT);
        assertThat(failed(answer.join().get(0))).isEqualTo(StepReply.Outcome.UNKNOWN);
        assertThat(one.read(KEY).slot()).as("only one was lost").isNotNull();
    }

    @Test
    void aSlowServerDoesAndAnswersAfterTheDelay() {
        one.backend.delay(Duration.ofMillis(40));
        CompletableFuture<List<StepReply>> answer = one.send(one.fenceOf(KEY));
        fleet.time.advance(Duration.ofMillis(39));
        assertThat(two.read(KEY).slot()).isNull();
        fleet.time.advance(Duration.ofMillis(1));
        assertThat(answer.join()).containsExactly(new StepReply.Applied(false));
    }

    @Test
    void aServerSlowerThanTheTimeoutDoesItAllTheSame() {
        one.backend.delay(Fleet.TIMEOUT.multipliedBy(2));
        CompletableFuture<List<StepReply>> answer = one.send(one.fenceOf(KEY));
        fleet.time.advance(Fleet.TIMEOUT);
        assertThat(failed(answer.join().get(0))).isEqualTo(StepReply.Outcome.UNKNOWN);
        fleet.time.advance(Fleet.TIMEOUT);
        assertThat(two.read(KEY).slot()).isInstanceOf(Slot.Fence.class);
    }

    @Test
    void evictionTakesWhatIsAskedFor() {
        one.fence(KEY);
        one.fence(Fleet.key("other"));
        assertThat(fleet.server.evict(KEY::equals)).isEqualTo(1);
        assertThat(one.read(KEY).slot()).isNull();
        assertThat(one.read(Fleet.key("other")).slot()).isNotNull();
    }

    @Test
    void stepsAndRoundTripsAreCounted() {
        one.send(READ, READ, one.fenceOf(KEY));
        one.backend.fail(1);
        one.send(READ);
        assertThat(one.backend.batches()).isEqualTo(2);
        assertThat(one.backend.steps(SlotStep.Read.class)).isEqualTo(3);
        assertThat(one.backend.steps(SlotStep.Fence.class)).isEqualTo(1);
        assertThat(one.backend.steps(SlotStep.Lease.class)).isZero();
    }

    @Test
    void aWriterTooManyIsNotAppliedAndDropsNobody() {
        for (int stamp = 1; stamp <= 255; stamp++) {
            one.now(new SlotStep.Begin(KEY, stamp, 1_000, CommitPosition.NONE));
        }
        StepReply reply = one.now(new SlotStep.Begin(KEY, 256, 1_000, CommitPosition.NONE));
        assertThat(failed(reply)).isEqualTo(StepReply.Outcome.NOT_APPLIED);
        assertThat(one.read(KEY).slot())
                .isInstanceOfSatisfying(
                        Slot.Fence.class, fence -> assertThat(fence.writers()).hasSize(255));
    }

    @Test
    void keepsEveryMode() {
        assertThat(one.backend.modes()).containsExactlyInAnyOrder(Consistency.Mode.values());
        assertThat(one.backend.name()).isEqualTo("in-memory");
    }

    @Test
    void aNodeThatLeavesLeavesTheServerToTheOthers() {
        one.fence(KEY);
        one.backend.close();
        one.backend.close();
        assertThat(failed(one.now(READ))).isEqualTo(StepReply.Outcome.NOT_APPLIED);
        assertThat(two.read(KEY).slot()).isInstanceOf(Slot.Fence.class);
    }

    @Test
    void twoNodesWithRuntimesOfOneTimeGiveDifferentStamps() {
        assertThat(fleet.time.runtime().newStamp())
                .isNotEqualTo(fleet.time.runtime().newStamp());
    }
}
