package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.MemcachedServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that dies, freezes, is not there yet, or does not answer in time. */
@Timeout(60)
final class OutageIT {

    private static final Duration DEADLINE = Duration.ofMillis(100);

    /** What a busy machine may add to a time, in milliseconds. */
    private static final long BUSY = 2_000;

    private static final SlotKey KEY = TestNode.key("k");
    private static final SlotStep READ = TestNode.read(KEY);
    private static final SlotStep FENCE = new SlotStep.Fence(KEY, 5, CommitPosition.NONE);
    private static final SlotStep LEASE = TestNode.lease(KEY, 7);

    private final MemcachedServer server = MemcachedServer.start();
    private final TestNode node = new TestNode(MemcachedBackend.of(Site.address(server)));

    @AfterEach
    void close() {
        node.close();
        server.close();
    }

    @Test
    void theFirstStepWaitsForTheFirstConnection() {
        assertThat(node.execute(READ)).isInstanceOf(StepReply.Seen.class);
    }

    @Test
    void anApplicationStartsWhileItsServerIsDown() {
        server.kill();
        try (TestNode early = new TestNode(MemcachedBackend.of(Site.address(server)))) {
            outcome(early.execute(Duration.ofSeconds(5), FENCE), StepReply.Outcome.NOT_APPLIED);
            long took =
                    millis(() -> outcome(early.execute(Duration.ofSeconds(5), READ), StepReply.Outcome.NOT_APPLIED));
            assertThat(took)
                    .as("nobody waits while the server is known to be down")
                    .isLessThan(1_000);
            server.startAgain();
            long until = millis(early::connected);
            assertThat(until).as("milliseconds until it is used").isLessThan(1_000 + BUSY);
            assertThat(early.comebacks).as("the first server is not another").isEmpty();
        }
    }

    @Test
    void aServerThatWasKilledIsUsedAgainWithinASecondAndIsAnother() {
        long before = node.connected().seen(KEY).epoch();
        node.put(KEY, "before");
        server.kill();
        RealTime.await(
                "known to be down",
                Duration.ofSeconds(2),
                () -> isNotApplied(node.execute(DEADLINE, LEASE).get(0)));
        server.startAgain();
        assertThat(millis(node::connected)).as("milliseconds until it is used").isLessThan(1_000 + BUSY);
        assertThat(node.comebacks).hasSize(1).allMatch(back -> !back.isOlder());
        assertThat(node.seen(KEY).epoch()).isGreaterThan(before);
        assertThat(node.slot(KEY)).isNull();
    }

    @Test
    void whoIsToldThatAServerIsBackMayAskAtOnce() {
        node.connected();
        Queue<CompletableFuture<List<StepReply>>> asked = new ConcurrentLinkedQueue<>();
        node.store.onAnother(back -> asked.add(node.send(TestNode.PATIENCE, FENCE)));
        server.restart();
        RealTime.await("told", TestNode.PATIENCE, () -> !asked.isEmpty());
        assertThat(TestNode.now(asked.remove())).containsExactly(new StepReply.Applied(false));
        assertThat(node.slot(KEY)).isInstanceOf(Slot.Fence.class);
    }

    @Test
    void aStepWhoseChangeWasSentAndNotAnsweredIsUnknownAtItsDeadline() {
        node.connected();
        server.pause();
        long took = millis(() -> outcome(node.execute(DEADLINE, LEASE), StepReply.Outcome.UNKNOWN));
        assertThat(took).isBetween(95L, 150 + BUSY);
    }

    @Test
    void aStepThatHasOnlyLookedHasDoneNothing() {
        node.connected();
        server.pause();
        outcome(node.execute(DEADLINE, FENCE), StepReply.Outcome.NOT_APPLIED);
        outcome(node.execute(DEADLINE, READ), StepReply.Outcome.NOT_APPLIED);
        server.resume();
        RealTime.await("answered", TestNode.PATIENCE, () -> node.execute(READ) instanceof StepReply.Seen);
        assertThat(node.slot(KEY)).as("nothing is sent behind a deadline").isNull();
    }

    @Test
    void aSilentServerIsFoundWithinOneAndAHalfSecondsAndUsedAgainWithinAnother() {
        node.connected();
        server.pause();
        long silent = millis(() -> outcome(node.execute(TestNode.PATIENCE, LEASE), StepReply.Outcome.UNKNOWN));
        assertThat(silent).as("milliseconds until the silence is found").isLessThanOrEqualTo(1_500 + BUSY);
        RealTime.pass(Duration.ofMillis(1_500));
        long took = millis(() -> outcome(node.execute(TestNode.PATIENCE, FENCE), StepReply.Outcome.NOT_APPLIED));
        assertThat(took).as("nobody waits for it any more").isLessThan(50 + BUSY);
        server.resume();
        assertThat(millis(node::connected)).as("milliseconds until it is used").isLessThan(1_500 + BUSY);
        assertThat(node.comebacks)
                .as("told once for the one connection that was made")
                .hasSize(1);
    }

    @Test
    void anAnswerThatComesLateReachesNobody() {
        node.connected();
        List<SlotKey> keys = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            keys.add(TestNode.key("key " + i));
            node.put(keys.get(i), "value " + i);
        }
        server.pause();
        for (SlotKey key : keys) {
            CompletableFuture<List<StepReply>> given = node.send(Duration.ofMillis(1), TestNode.read(key));
            given.cancel(true);
        }
        outcome(node.execute(DEADLINE, TestNode.read(keys.get(0))), StepReply.Outcome.NOT_APPLIED);
        server.resume();
        for (int i = keys.size() - 1; i >= 0; i--) {
            assertThat(text(node.slot(keys.get(i)))).isEqualTo("value " + i);
        }
    }

    @Test
    void whatIsTooMuchIsRefusedAtOnceAndThePlaceIsGivenBack() {
        MemcachedBackend small = MemcachedBackend.builder()
                .node(Site.address(server))
                .maximumUnanswered(10, 1_000_000)
                .build();
        try (TestNode bounded = new TestNode(small).connected()) {
            server.pause();
            List<CompletableFuture<List<StepReply>>> sent = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                sent.add(bounded.send(TestNode.PATIENCE, TestNode.read(TestNode.key("key " + i))));
            }
            List<StepReply> last = sent.get(19).getNow(List.of());
            assertThat(last).hasSize(1);
            outcome(last, StepReply.Outcome.NOT_APPLIED);
            assertThat(((StepReply.Failed) last.get(0)).reason()).contains("too many commands");
            assertThat(sent.get(0)).isNotCompleted();
            server.resume();
            for (int i = 0; i < 100; i++) {
                RealTime.await(
                        "answered", TestNode.PATIENCE, () -> bounded.execute(FENCE) instanceof StepReply.Applied);
            }
        }
    }

    @Test
    void aFillOfAnotherConnectionIsRefused() {
        try (FaultProxy way = FaultProxy.bytes(server.address());
                TestNode far = new TestNode(MemcachedBackend.of(way.host() + ":" + way.port())).connected()) {
            StepReply.Granted granted = (StepReply.Granted) far.execute(LEASE);
            way.resetAll();
            RealTime.await("told", TestNode.PATIENCE, () -> !far.comebacks.isEmpty());
            far.connected();
            assertThat(far.slot(KEY)).as("the lease").isInstanceOf(Slot.Lease.class);
            assertThat(far.execute(TestNode.fill(KEY, 7, granted.epoch(), "v"))).isEqualTo(StepReply.Refused.INSTANCE);
        }
    }

    @Test
    void stepsUnderWayWhenTheBackendIsClosedAreAnswered() {
        node.connected();
        server.pause();
        CompletableFuture<List<StepReply>> sent = node.send(Duration.ofSeconds(10), LEASE);
        assertThat(millis(node.backend::close)).isLessThan(4_000);
        outcome(TestNode.now(sent), StepReply.Outcome.UNKNOWN);
        outcome(node.execute(DEADLINE, FENCE), StepReply.Outcome.NOT_APPLIED);
    }

    @Test
    void noThreadIsLeftOfABackendThatWasClosed() {
        String mine = Integer.toString(server.port());
        Supplier<Long> threads = () -> Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("Memcached IO")
                        && thread.getName().contains(mine))
                .count();
        node.connected();
        assertThat(threads.get()).isEqualTo(1);
        node.close();
        RealTime.await("no thread", Duration.ofSeconds(5), () -> threads.get() == 0);
    }

    private static String text(@Nullable Slot slot) {
        assertThat(slot).isInstanceOf(Slot.Value.class);
        return slot instanceof Slot.Value value && value.entry().payload() instanceof Payload.Bytes bytes
                ? new String(bytes.bytes(), StandardCharsets.UTF_8)
                : "";
    }

    private static boolean isNotApplied(StepReply reply) {
        return reply instanceof StepReply.Failed failed && failed.outcome() == StepReply.Outcome.NOT_APPLIED;
    }

    private static void outcome(List<StepReply> replies, StepReply.Outcome outcome) {
        assertThat(replies)
                .allSatisfy(reply -> assertThat(reply)
                        .isInstanceOfSatisfying(
                                StepReply.Failed.class,
                                failed -> assertThat(failed.outcome()).isEqualTo(outcome)));
    }

    private static long millis(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1_000_000;
    }
}
