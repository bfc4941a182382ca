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
import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.RedisServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A way to the server that loses, delays, mixes up and changes what passes. */
@Timeout(60)
final class ProxyIT {

    private static final Duration DEADLINE = Duration.ofMillis(150);
    private static final int KEYS = 30;

    /** What a busy machine may add to a time, in milliseconds. */
    private static final long BUSY = 2_000;

    private static final SlotKey KEY = TestNode.key("k");
    private static final SlotStep FENCE = new SlotStep.Fence(KEY, 5, CommitPosition.NONE);

    private final RedisServer server = RedisServer.start();
    private final FaultProxy proxy = FaultProxy.resp(server.address());
    private final TestNode node =
            new TestNode(RedisBackend.of("redis://" + proxy.host() + ":" + proxy.port())).connected();

    @AfterEach
    void close() {
        node.close();
        proxy.close();
        server.close();
    }

    @Test
    void nothingIsSentOnANewConnectionThatIsNotNeeded() {
        assertThat(proxy.requestsByName()).containsOnlyKeys("HELLO", "INFO", "SCRIPT", "TIME", "GET");
    }

    @Test
    void aChangeWhoseAnswerIsLostIsUnknownAndIsNotSentAgain() {
        long before = proxy.requests("EVALSHA");
        proxy.loseReply("EVALSHA", 1);
        assertThat(node.execute(FENCE)).isEqualTo(Failures.unknown("the connection is lost"));
        assertThat(node.read(KEY)).as("it was done").isInstanceOf(Slot.Fence.class);
        RealTime.await("connected again", TestNode.PATIENCE, () -> proxy.connections() == 2);
        node.connected();
        assertThat(proxy.requests("EVALSHA")).isEqualTo(before + 1);
    }

    @Test
    void whatWasNeverSentIsNotApplied() {
        proxy.refuse(true);
        proxy.closeAll();
        RealTime.await(
                "known to be gone",
                TestNode.PATIENCE,
                () -> node.execute(FENCE).equals(Failures.notApplied("there is no connection to redis")));
        proxy.heal();
        node.connected();
        assertThat(node.execute(FENCE)).isEqualTo(new StepReply.Applied(false));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBlackHoleIsFoundWithinOneAndAHalfSeconds(boolean onlyAnswers) {
        AtomicInteger proofs = node.subscribed();
        assertThat(proofs.get()).isPositive();
        proxy.toClient().blackHole(true);
        proxy.toServer().blackHole(!onlyAnswers);
        long start = System.nanoTime();
        assertThat(node.execute(DEADLINE, FENCE).get(0)).isEqualTo(Failures.unknown("no answer in time"));
        RealTime.await("lost", TestNode.PATIENCE, () -> node.told.contains("lost"));
        assertThat((System.nanoTime() - start) / 1_000_000).isLessThanOrEqualTo(1_500 + BUSY);
        proxy.heal();
        long healed = System.nanoTime();
        node.connected();
        assertThat((System.nanoTime() - healed) / 1_000_000).isLessThan(1_500 + BUSY);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 29})
    void anAnswerThatIsMissingGivesNobodyWhatBelongsToAnother(int which) {
        fillAll();
        proxy.eatReply("GET", which);
        check(node.execute(Duration.ofSeconds(3), reads()));
        checkAllIsWell();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 29})
    void answersThatAreSwappedGiveNobodyWhatBelongsToAnother(int which) {
        fillAll();
        proxy.swapReplies(which);
        check(node.execute(Duration.ofSeconds(3), reads()));
        proxy.heal();
        checkAllIsWell();
    }

    /** Who is told what another's slot holds has placed the lease all the same, and must not wait for it. */
    @Test
    void aLeaseWhoseAnswerIsSwappedForAnothersIsStillItsOwn() {
        SlotKey other = TestNode.key("other");
        node.put(other, "v");
        proxy.swapReplies(1);
        List<StepReply> replies =
                node.execute(TestNode.PATIENCE, TestNode.lease(KEY, 7), new SlotStep.Read(other, EndpointRole.WRITER));
        proxy.heal();
        assertThat(replies.get(0)).isInstanceOf(StepReply.Granted.class);
        assertThat(((Slot.Lease) Objects.requireNonNull(node.read(KEY))).stamp())
                .isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 20, 50, 77, 150, 200, 333, 500, 1_000, 2_000})
    void aBitThatFlipsIsAMissOrAFailureAndNeverAnotherValue(int which) {
        fillAll();
        proxy.toClient().corruptByte(which);
        check(node.execute(Duration.ofSeconds(3), reads()));
        proxy.heal();
        checkAllIsWell();
    }

    @Test
    void aConnectionThatIsCutInAnAnswerFailsWhatWaitsAndIsMadeAgain() {
        fillAll();
        proxy.toClient().cutAfter(500);
        List<StepReply> replies = node.execute(Duration.ofSeconds(3), reads());
        check(replies);
        assertThat(replies).anyMatch(Failures.unknown("the connection is lost")::equals);
        checkAllIsWell();
    }

    @Test
    void aSlowWayIsNotALostOne() {
        node.subscribed();
        proxy.toServer().delay(Duration.ofMillis(80));
        for (int i = 0; i < 10; i++) {
            assertThat(node.execute(FENCE)).isEqualTo(new StepReply.Applied(false));
        }
        assertThat(node.told).isEmpty();
    }

    @Test
    void aMissOfAnEmptySlotIsTwoCommandsAndOneAfterAChangeToo() {
        long before = asked();
        node.read(KEY);
        assertThat(node.execute(TestNode.lease(KEY, 7))).isInstanceOf(StepReply.Granted.class);
        assertThat(asked() - before).isEqualTo(2);
        node.fence(KEY);
        before = asked();
        node.read(KEY);
        assertThat(node.execute(TestNode.lease(KEY, 8))).isInstanceOf(StepReply.Granted.class);
        assertThat(asked() - before).isEqualTo(2);
    }

    /** What is sent for somebody, and not to see whether the server is there. */
    private long asked() {
        return proxy.requests() - proxy.requests("TIME") - proxy.requests("INFO");
    }

    private void fillAll() {
        for (int i = 0; i < KEYS; i++) {
            node.put(TestNode.key("key" + i), "value" + i);
        }
    }

    private static SlotStep[] reads() {
        SlotStep[] reads = new SlotStep[KEYS];
        for (int i = 0; i < KEYS; i++) {
            reads[i] = new SlotStep.Read(TestNode.key("key" + i), EndpointRole.WRITER);
        }
        return reads;
    }

    /** Each is the key's own value, or nothing, or a failure. */
    private static void check(List<StepReply> replies) {
        for (int i = 0; i < KEYS; i++) {
            if (replies.get(i) instanceof StepReply.Seen seen && seen.slot() instanceof Slot.Value value) {
                assertThat(value.entry().payload()).isInstanceOf(Payload.Bytes.class);
                byte[] bytes = ((Payload.Bytes) value.entry().payload()).bytes();
                assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo("value" + i);
            }
        }
    }

    private void checkAllIsWell() {
        RealTime.await("all is well", TestNode.PATIENCE, () -> {
            List<StepReply> replies = node.execute(Duration.ofSeconds(3), reads());
            check(replies);
            return replies.stream()
                    .allMatch(reply -> reply instanceof StepReply.Seen seen && seen.slot() instanceof Slot.Value);
        });
    }
}
