package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.server.RedisServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
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
    private static final SlotStep READ = new SlotStep.Read(KEY, EndpointRole.WRITER);
    private static final SlotStep FENCE = new SlotStep.Fence(KEY, 5, CommitPosition.NONE);

    private final RedisServer server = RedisServer.start();
    private final TestNode node = new TestNode(server);

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
        try (TestNode early = new TestNode(server)) {
            outcome(early.execute(Duration.ofSeconds(5), FENCE), StepReply.Outcome.NOT_APPLIED);
            long took =
                    millis(() -> outcome(early.execute(Duration.ofSeconds(5), READ), StepReply.Outcome.NOT_APPLIED));
            assertThat(took)
                    .as("nobody waits while the server is known to be down")
                    .isLessThan(1_000);
            server.startAgain();
            long until = millis(early::connected);
            assertThat(until).as("milliseconds until it is used").isLessThan(1_000 + BUSY);
            assertThat(early.another).as("the first server is not another").hasValue(0);
        }
    }

    @Test
    void aServerThatWasKilledIsUsedAgainWithinASecondAndIsAnother() {
        AtomicInteger proofs = node.connected().subscribed();
        long before = node.seen(KEY).epoch();
        server.kill();
        RealTime.await("lost", Duration.ofMillis(500), () -> node.told.contains("lost"));
        assertThat(node.execute(DEADLINE, READ).get(0)).isInstanceOf(StepReply.Failed.class);
        RealTime.await(
                "known to be down",
                Duration.ofSeconds(2),
                () -> isNotApplied(node.execute(DEADLINE, FENCE).get(0)));
        server.startAgain();
        int then = proofs.get();
        assertThat(millis(node::connected)).as("milliseconds until it is used").isLessThan(1_000 + BUSY);
        assertThat(node.another.get()).isPositive();
        assertThat(node.seen(KEY).epoch()).isGreaterThan(before);
        RealTime.await("proven again", Duration.ofSeconds(2), () -> proofs.get() > then);
    }

    @Test
    void aStepThatWasSentAndNotAnsweredIsUnknownAtItsDeadline() {
        node.connected();
        server.pause();
        long took = millis(() -> outcome(node.execute(DEADLINE, FENCE), StepReply.Outcome.UNKNOWN));
        assertThat(took).isBetween(95L, 150 + BUSY);
    }

    @Test
    void aSilentServerIsFoundWithinOneAndAHalfSecondsAndUsedAgainWithinAnother() {
        node.connected().subscribed();
        long another = node.another.get();
        server.pause();
        long silent = millis(() -> RealTime.await("lost", TestNode.PATIENCE, () -> node.told.contains("lost")));
        assertThat(silent).as("milliseconds until the silence is found").isLessThanOrEqualTo(1_500 + BUSY);
        RealTime.pass(Duration.ofMillis(1_500));
        long took = millis(() -> outcome(node.execute(DEADLINE, FENCE), StepReply.Outcome.NOT_APPLIED));
        assertThat(took).as("nobody waits for it any more").isLessThan(50 + BUSY);
        server.resume();
        assertThat(millis(node::connected)).as("milliseconds until it is used").isLessThan(1_500 + BUSY);
        assertThat(node.another.get()).as("the same server").isEqualTo(another);
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
            CompletableFuture<List<StepReply>> given = node.send(Duration.ofMillis(1), read(key));
            given.cancel(true);
        }
        outcome(node.execute(DEADLINE, read(keys.get(0))), StepReply.Outcome.UNKNOWN);
        server.resume();
        for (int i = keys.size() - 1; i >= 0; i--) {
            assertThat(text(node.read(keys.get(i)))).isEqualTo("value " + i);
        }
    }

    @Test
    void whatIsTooMuchIsRefusedAtOnceAndThePlaceIsGivenBack() {
        RedisBackend small = RedisBackend.builder()
                .uri("redis://" + server.host() + ":" + server.port())
                .maximumUnanswered(10, 1_000_000)
                .build();
        try (TestNode bounded = new TestNode(small).connected()) {
            server.pause();
            List<CompletableFuture<List<StepReply>>> sent = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                sent.add(bounded.send(DEADLINE, FENCE));
            }
            List<StepReply> last = sent.get(19).getNow(List.of());
            assertThat(last).hasSize(1);
            outcome(last, StepReply.Outcome.NOT_APPLIED);
            assertThat(((StepReply.Failed) last.get(0)).reason()).contains("too many commands");
            outcome(TestNode.now(sent.get(0)), StepReply.Outcome.UNKNOWN);
            server.resume();
            for (int i = 0; i < 100; i++) {
                RealTime.await(
                        "answered", TestNode.PATIENCE, () -> bounded.execute(FENCE) instanceof StepReply.Applied);
            }
        }
    }

    @Test
    void stepsThatDidNotGetAConnectionInTimeTakeUpNoRoomOnIt() {
        server.pause();
        RedisBackend small = RedisBackend.builder()
                .uri("redis://" + server.host() + ":" + server.port())
                .maximumUnanswered(10, 1_000_000)
                .build();
        try (TestNode bounded = new TestNode(small)) {
            Duration patience = DEADLINE.multipliedBy(10);
            for (int i = 0; i < 10; i++) {
                CompletableFuture<List<StepReply>> waits = bounded.send(patience, FENCE);
                assertThat(waits).isNotCompleted();
            }
            RealTime.pass(patience.plus(DEADLINE));
            server.resume();
            bounded.connected();
            server.pause();
            int admitted = 0;
            for (int i = 0; i < 30; i++) {
                admitted += bounded.send(DEADLINE, FENCE).isDone() ? 0 : 1;
            }
            assertThat(admitted).isBetween(8, 10); // a probe or two may be under way
        }
    }

    @Test
    void aFillOfAnotherConnectionIsRefused() {
        node.connected();
        StepReply.Granted granted = (StepReply.Granted) node.execute(TestNode.lease(KEY, 5));
        AtomicInteger proofs = node.subscribed();
        server.command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
        RealTime.await("lost", TestNode.PATIENCE, () -> node.told.contains("lost"));
        node.connected();
        assertThat(node.execute(TestNode.fill(KEY, 5, granted.epoch(), "v"))).isEqualTo(StepReply.Refused.INSTANCE);
        assertThat(proofs.get()).isPositive();
    }

    @Test
    void stepsUnderWayWhenTheBackendIsClosedAreAnswered() {
        node.connected();
        server.pause();
        CompletableFuture<List<StepReply>> sent = node.send(Duration.ofSeconds(10), FENCE);
        assertThat(millis(node.backend::close)).isLessThan(4_000);
        outcome(TestNode.now(sent), StepReply.Outcome.UNKNOWN);
        outcome(node.execute(DEADLINE, FENCE), StepReply.Outcome.NOT_APPLIED);
    }

    @Test
    void noThreadIsLeftOfABackendThatWasClosed() {
        Supplier<Long> lettuces = () -> Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("lettuce"))
                .count();
        node.connected();
        assertThat(lettuces.get()).isPositive();
        node.close();
        RealTime.await("no thread", Duration.ofSeconds(5), () -> lettuces.get() == 0);
    }

    private static SlotStep read(SlotKey key) {
        return new SlotStep.Read(key, EndpointRole.WRITER);
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
