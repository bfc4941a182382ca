package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.RedisServer;
import dev.aside.cache.testkit.server.TestServer;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A list of servers, the one of which that takes writes is found by asking, also after it has changed. */
@Timeout(90)
final class NodesIT {

    private static final SlotKey KEY = TestNode.key("k");
    private static final SlotStep ANYWHERE = new SlotStep.Read(KEY, EndpointRole.READER);
    private static final StepReply PLACED = new StepReply.Applied(false);

    /** What is promised is a second; the rest is for a busy machine. */
    private static final Duration FOUND = Duration.ofSeconds(5);

    private static final Pattern CALLS = Pattern.compile("cmdstat_([a-z]+):calls=([0-9]+).*?failed_calls=([0-9]+)");

    private final RedisServer first = RedisServer.start();
    private final RedisServer second = first.startReplica();

    @AfterEach
    void close() {
        second.close();
        first.close();
    }

    private static TestNode node(TestServer... servers) {
        RedisBackend.Builder builder = RedisBackend.builder();
        for (TestServer server : servers) {
            builder.node("redis://" + server.host() + ":" + server.port());
        }
        return new TestNode(builder.build());
    }

    private static TestNode node(FaultProxy one, RedisServer other) {
        return new TestNode(RedisBackend.builder()
                .node("redis://" + one.host() + ":" + one.port())
                .node("redis://" + other.host() + ":" + other.port())
                .build());
    }

    /** Returns how often a server has done a command. */
    private static long done(RedisServer server, String command) {
        Matcher line = CALLS.matcher(Objects.requireNonNull(server.command("INFO", "commandstats")));
        while (line.find()) {
            if (line.group(1).equals(command)) {
                return Long.parseLong(line.group(2)) - Long.parseLong(line.group(3));
            }
        }
        return 0;
    }

    private static void promote(RedisServer server) {
        assertThat(server.command("REPLICAOF", "NO", "ONE")).isEqualTo("OK");
    }

    private static void demote(RedisServer server, RedisServer to) {
        assertThat(server.command("REPLICAOF", to.host(), Integer.toString(to.port())))
                .isEqualTo("OK");
    }

    private static void awaitPlaced(TestNode node) {
        RealTime.await("written", FOUND, () -> node.fence(KEY).equals(PLACED));
    }

    @Test
    void theFirstStep_waitsForTheWriterToBeFound_whereverItIsInTheList() {
        try (TestNode node = node(second, first)) {
            assertThat(node.fence(KEY)).isEqualTo(PLACED);
            assertThat(done(first, "evalsha")).isEqualTo(1);
        }
    }

    @Test
    void followers_answerReads_andTheMasterDoesNot() {
        try (TestNode node = node(first, second).connected()) {
            node.fence(KEY);
            RealTime.await("proven", TestNode.PATIENCE, () -> {
                long before = done(second, "get");
                node.execute(ANYWHERE);
                return done(second, "get") > before;
            });
            long atWriter = done(first, "get");
            long atReader = done(second, "get");
            for (int i = 0; i < 100; i++) {
                assertThat(node.execute(ANYWHERE)).isInstanceOf(StepReply.Seen.class);
            }
            assertThat(done(second, "get") - atReader).isGreaterThanOrEqualTo(95);
            assertThat(done(first, "get") - atWriter).isLessThanOrEqualTo(5);
            assertThat(second.command("INFO", "errorstats")).doesNotContain("READONLY");
        }
    }

    @Test
    void masterThatIsKilled_isFollowedByTheOneThatIsPromoted() {
        try (TestNode node = node(first, second).connected()) {
            first.kill();
            RealTime.await("noticed", FOUND, () -> node.fence(KEY) instanceof StepReply.Failed);
            promote(second);
            awaitPlaced(node);
            assertThat(node.another.get())
                    .as("what it had acknowledged may be lost")
                    .isPositive();
        }
    }

    @Test
    void masterThatIsDemoted_isLeft_andFoundAgainWhenItIsPromoted() {
        try (TestNode node = node(first, second).connected()) {
            promote(second);
            demote(first, second);
            awaitPlaced(node);
            long before = done(first, "evalsha");
            for (int i = 0; i < 100; i++) {
                assertThat(node.fence(KEY)).isEqualTo(PLACED);
            }
            assertThat(done(first, "evalsha")).as("writes of a demoted server").isEqualTo(before);
            RealTime.await(
                    "it follows",
                    TestNode.PATIENCE,
                    () -> Objects.requireNonNull(first.command("INFO", "replication"))
                            .contains("master_link_status:up"));
            promote(first);
            demote(second, first);
            awaitPlaced(node);
        }
    }

    @Test
    void masterThatStaysOneWhenAnotherIsPromoted_isLeft_thoughItWouldTakeWrites() {
        try (TestNode node = node(first, second).connected()) {
            node.fence(KEY);
            promote(second);
            RealTime.await("left", FOUND, () -> {
                long there = done(second, "evalsha");
                return node.fence(KEY).equals(PLACED) && done(second, "evalsha") > there;
            });
            long before = done(first, "evalsha");
            for (int i = 0; i < 100; i++) {
                assertThat(node.fence(KEY)).isEqualTo(PLACED);
            }
            assertThat(done(first, "evalsha")).isEqualTo(before);
            second.kill();
            RealTime.await("noticed", FOUND, () -> node.fence(KEY) instanceof StepReply.Failed);
            RealTime.pass(Duration.ofSeconds(2));
            assertThat(node.fence(KEY))
                    .as("it is alone, and has not what the other had")
                    .isInstanceOf(StepReply.Failed.class);
            assertThat(done(first, "evalsha")).isEqualTo(before);
        }
    }

    @Test
    void masterBehindABlackHole_isFollowedByTheOneThatIsPromoted_andNotGoneBackTo() {
        try (FaultProxy road = FaultProxy.resp(first.address());
                TestNode node = node(road, second).connected()) {
            node.fence(KEY);
            road.toServer().blackHole(true);
            road.toClient().blackHole(true);
            promote(second);
            awaitPlaced(node);
            road.resetAll(); // what was sent before anything was known must not arrive late
            long before = done(first, "evalsha");
            long replies = road.replies();
            road.heal();
            RealTime.await("it is asked again what it is", FOUND, () -> {
                assertThat(node.fence(KEY)).isEqualTo(PLACED);
                return road.replies() > replies;
            });
            for (int i = 0; i < 100; i++) {
                assertThat(node.fence(KEY)).isEqualTo(PLACED);
            }
            assertThat(done(first, "evalsha")).isEqualTo(before);
        }
    }

    @Test
    void mastersOfWhichNothingIsKnown_areNotWrittenTo_untilOneFollowsTheOther() {
        try (RedisServer stranger = RedisServer.start();
                TestNode node = node(first, stranger)) {
            assertThat(node.fence(KEY)).isInstanceOf(StepReply.Failed.class);
            RealTime.pass(Duration.ofSeconds(1));
            assertThat(node.fence(KEY)).isInstanceOf(StepReply.Failed.class);
            assertThat(done(first, "evalsha") + done(stranger, "evalsha")).isZero();
            demote(stranger, first);
            awaitPlaced(node);
            assertThat(done(first, "evalsha")).isPositive();
        }
    }

    @Test
    void oldMasterThatStartsAgainAsOne_isNotChosen_whereMostFollowAnother() {
        try (RedisServer third = first.startReplica()) {
            first.kill();
            promote(second);
            demote(third, second);
            RealTime.await(
                    "it follows",
                    TestNode.PATIENCE,
                    () -> Objects.requireNonNull(third.command("INFO", "replication"))
                            .contains("master_link_status:up"));
            first.startAgain();
            try (TestNode node = node(first, second, third)) {
                assertThat(node.fence(KEY)).isEqualTo(PLACED);
                assertThat(done(second, "evalsha")).isEqualTo(1);
                assertThat(done(first, "evalsha")).isZero();
            }
        }
    }

    @Test
    void listThatNobodyAnswers_failsAtOnce_andIsFoundWhenSomebodyDoes() {
        first.kill();
        second.kill();
        try (TestNode node = node(first, second)) {
            assertThat(node.fence(KEY)).isInstanceOf(StepReply.Failed.class);
            first.startAgain();
            awaitPlaced(node);
        }
    }
}
