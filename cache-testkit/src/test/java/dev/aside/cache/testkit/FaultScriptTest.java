package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.codec.Codecs;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class FaultScriptTest {

    private static final SlotKey KEY = Fleet.key("k");

    private final Fleet fleet = new Fleet();
    private final Fleet.Node one = fleet.node(1);
    private final Fleet.Node two = fleet.node(2);
    private final FaultScript script = fleet.server.faults();

    private static void assertFailed(StepReply reply, StepReply.Outcome outcome) {
        assertThat(reply)
                .isInstanceOfSatisfying(
                        StepReply.Failed.class,
                        failed -> assertThat(failed.outcome()).isEqualTo(outcome));
    }

    @Test
    void aServerComesBackWithWhatADumpHas() {
        one.fence(KEY);
        ServerDump dump = fleet.server.dump();
        Slot dumped = one.read(KEY).slot();
        one.fence(KEY);
        one.backend.faults().next().restart(dump);
        assertThat(one.read(KEY).slot()).isEqualTo(dumped);
        assertThat(two.read(KEY).slot()).isEqualTo(dumped);
        one.backend.faults().verifyExhausted();
    }

    @Test
    void linesAreWorkedThroughInOrderAcrossNodes() {
        script.next().refuse().next(2).timeOut();
        assertFailed(one.fence(KEY), StepReply.Outcome.NOT_APPLIED);
        assertFailed(two.fence(KEY), StepReply.Outcome.UNKNOWN);
        assertFailed(one.fence(KEY), StepReply.Outcome.UNKNOWN);
        assertThat(one.read(KEY).slot()).as("nothing was done").isNull();
        script.verifyExhausted();
    }

    @Test
    void aLineAboutOneKindOfStepLetsOthersPassAndHoldsBackTheNext() {
        script.next().steps(SlotStep.Fence.class).refuse().next().loseReply();
        assertThat(one.read(KEY).slot()).isNull();
        assertFailed(one.fence(KEY), StepReply.Outcome.NOT_APPLIED);
        assertFailed(one.fence(KEY), StepReply.Outcome.UNKNOWN);
        assertThat(one.read(KEY).slot()).as("done, and not heard of").isInstanceOf(Slot.Fence.class);
        script.verifyExhausted();
    }

    @Test
    void aNodesOwnScriptComesFirst() {
        script.next().refuse();
        one.backend.faults().next().timeOut();
        assertFailed(one.fence(KEY), StepReply.Outcome.UNKNOWN);
        assertFailed(two.fence(KEY), StepReply.Outcome.NOT_APPLIED);
        one.backend.faults().verifyExhausted();
        script.verifyExhausted();
    }

    @Test
    void aDelayPassesOnTheClock() {
        script.next().delay(Duration.ofMillis(40));
        CompletableFuture<List<StepReply>> answer = one.send(one.fenceOf(KEY));
        fleet.time.advance(Duration.ofMillis(39));
        assertThat(answer).isNotDone();
        fleet.time.advance(Duration.ofMillis(1));
        assertThat(answer).isCompleted();
    }

    @Test
    void aRestartForgetsEverythingBeforeTheBatch() {
        one.fence(KEY);
        long epoch = one.read(KEY).epoch();
        script.next().restart();
        assertThat(one.read(KEY).slot()).isNull();
        assertThat(one.read(KEY).epoch()).isGreaterThan(epoch);
    }

    @Test
    void aFailoverLosesWhatTheReplicaHadNotFollowed() {
        one.fence(KEY);
        script.next().failover();
        assertThat(one.read(KEY).slot()).as("the replica follows").isInstanceOf(Slot.Fence.class);
        fleet.server.stopReplication();
        one.fence(Fleet.key("later"));
        script.next().failover();
        assertThat(two.read(Fleet.key("later")).slot()).isNull();
        assertThat(two.read(KEY).slot()).isInstanceOf(Slot.Fence.class);
    }

    @Test
    void anEvictionTakesOneEntryByItsKey() {
        SlotKey encoded =
                SlotKey.ofBytes(SlotKey.Kind.ENTRY, Codecs.forKey(Long.class).encode(42L));
        one.fence(encoded);
        one.fence(KEY);
        script.next().evict("products", 42L).next().evict(KEY::equals);
        assertThat(one.read(encoded).slot()).isNull();
        assertThat(one.read(KEY).slot()).isNull();
        assertThat(fleet.server.evict("products", 42L)).isFalse();
    }

    @Test
    void aCutFeedIsLostAndProvenAgainWhereasBatchesGoOn() {
        one.subscribe();
        long epoch = one.read(KEY).epoch();
        one.told.clear();
        one.backend.faults().next().cutFeed();
        assertThat(one.read(KEY).epoch()).isEqualTo(epoch);
        assertThat(one.told).hasSize(2).first().asString().contains("lost");
    }

    @Test
    void whatIsLeftIsNamed() {
        script.next(2).steps(SlotStep.Fill.class).timeOut().next().restart();
        assertThatThrownBy(script::verifyExhausted)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("time-out for 2 batches with Fill, then restart for 1 batch");
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> script.next(0));
        assertThatIllegalArgumentException().isThrownBy(() -> script.next().delay(Duration.ZERO));
        FaultScript.Line line = InMemoryServer.memcached().faults().next();
        assertThatIllegalStateException().isThrownBy(line::failover);
        assertThatIllegalStateException().isThrownBy(InMemoryServer.memcached()::dump);
    }
}
