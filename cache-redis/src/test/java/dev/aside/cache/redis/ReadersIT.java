package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.RedisServer;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reads by servers that follow the writer, and what keeps them from being old. */
class ReadersIT {

    private static final SlotKey KEY = TestNode.key("k");
    private static final SlotStep ANYWHERE = new SlotStep.Read(KEY, EndpointRole.READER);

    private static final Pattern REFUSALS = Pattern.compile("errorstat_MASTERDOWN:count=([0-9]+)");

    private final RedisServer server = RedisServer.start();
    private final FaultProxy link = FaultProxy.bytes(server.address());
    private final RedisServer replica = server.startReplica(link.host(), link.port());

    @AfterEach
    void close() {
        replica.close();
        link.close();
        server.close();
    }

    private TestNode node(RedisServer reader) {
        return new TestNode(RedisBackend.builder()
                .uri("redis://" + server.host() + ":" + server.port())
                .reader("redis://" + reader.host() + ":" + reader.port())
                .build());
    }

    /** Reads until the reader is asked. */
    private void proven(TestNode node, RedisServer reader) {
        long before = TestNode.gets(reader);
        RealTime.await("proven", TestNode.PATIENCE, () -> {
            node.execute(ANYWHERE);
            return TestNode.gets(reader) > before;
        });
    }

    @Test
    void readsThatMay_goToTheReader_andNoOthers() {
        try (TestNode node = node(replica).connected()) {
            assertThat(node.store.hasReaders()).isTrue();
            node.fence(KEY);
            RealTime.await("the reader has it", TestNode.PATIENCE, () -> {
                long before =
                        TestNode.gets(replica); // one that has just begun to follow may be behind by the whole bound
                boolean there = ((StepReply.Seen) node.execute(ANYWHERE)).slot() instanceof Slot.Fence;
                return there && TestNode.gets(replica) > before;
            });
            long atWriter = TestNode.gets(server);
            long atReader = TestNode.gets(replica);
            for (int i = 0; i < 100; i++) {
                StepReply.Seen seen = (StepReply.Seen) node.execute(ANYWHERE);
                assertThat(seen.slot()).isInstanceOf(Slot.Fence.class);
                assertThat(seen.feedEpoch())
                        .as("nobody is told of what is changed")
                        .isNegative();
            }
            assertThat(TestNode.gets(replica) - atReader).isGreaterThanOrEqualTo(95);
            assertThat(TestNode.gets(server) - atWriter).isLessThanOrEqualTo(5);
            node.seen(KEY);
            assertThat(TestNode.gets(server) - atWriter).isPositive();
            assertThat(replica.command("INFO", "errorstats"))
                    .as("a write at the replica is an error there")
                    .doesNotContain("READONLY");
        }
    }

    @Test
    void readerThatIsCutOff_isNotAskedOnceItsProofIsOld() {
        try (TestNode node = node(replica).connected()) {
            node.fence(KEY);
            proven(node, replica);
            link.toServer().blackHole(true);
            link.toClient().blackHole(true);
            StepReply.Seen before = node.seen(KEY);
            node.fence(KEY);
            RealTime.await("asked of the writer", TestNode.PATIENCE, () -> {
                long reads = TestNode.gets(replica);
                StepReply.Seen seen = (StepReply.Seen) node.execute(ANYWHERE);
                boolean atWriter = TestNode.gets(replica) == reads;
                assertThat(atWriter && stamp(seen) == stamp(before))
                        .as("the writer answers what is old")
                        .isFalse();
                return atWriter;
            });
            assertThat(stamp((StepReply.Seen) node.execute(ANYWHERE))).isEqualTo(stamp(node.seen(KEY)));
        }
    }

    private static long stamp(StepReply.Seen seen) {
        return Objects.requireNonNull(seen.slot()).stamp();
    }

    @Test
    void readerThatIsGone_isDoneWithout_andUsedWhenItIsBack() {
        try (TestNode node = node(replica).connected()) {
            node.fence(KEY);
            proven(node, replica);
            replica.kill();
            RealTime.await(
                    "the writer answers", TestNode.PATIENCE, () -> node.execute(ANYWHERE) instanceof StepReply.Seen);
            replica.startAgain();
            proven(node, replica);
        }
    }

    @Test
    void readerThatHasLostItsMaster_isNotAskedToRefuse_andUsedWhenItFollowsAgain() {
        replica.command("CONFIG", "SET", "replica-serve-stale-data", "no");
        try (TestNode node = node(replica).connected()) {
            node.fence(KEY);
            proven(node, replica);
            link.refuse(true);
            link.resetAll();
            RealTime.await(
                    "lost",
                    TestNode.PATIENCE,
                    () -> Objects.requireNonNull(replica.command("INFO", "replication"))
                            .contains("master_link_status:down"));
            node.execute(ANYWHERE); // by it, which refuses, or by the writer, if it has said so already
            RealTime.await(
                    "the writer answers", TestNode.PATIENCE, () -> node.execute(ANYWHERE) instanceof StepReply.Seen);
            long refused = refusals();
            for (int i = 0; i < 1_000; i++) {
                assertThat(node.execute(ANYWHERE)).isInstanceOf(StepReply.Seen.class);
            }
            assertThat(refusals()).isEqualTo(refused);
            link.refuse(false);
            proven(node, replica);
        }
    }

    private long refusals() {
        Matcher found = REFUSALS.matcher(Objects.requireNonNull(replica.command("INFO", "errorstats")));
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }

    @Test
    void readerThatIsTheWriter_isAReader() {
        try (TestNode node = node(server).connected()) {
            node.fence(KEY);
            proven(node, server);
            assertThat(((StepReply.Seen) node.execute(ANYWHERE)).slot()).isInstanceOf(Slot.Fence.class);
        }
    }

    @Test
    void replicaOfAnother_provesNothing() {
        try (RedisServer other = RedisServer.start();
                TestNode node = node(other).connected()) {
            node.fence(KEY);
            long reads = TestNode.gets(other);
            long until = System.nanoTime() + Duration.ofSeconds(2).toNanos();
            while (System.nanoTime() < until) {
                assertThat(((StepReply.Seen) node.execute(ANYWHERE)).slot()).isInstanceOf(Slot.Fence.class);
            }
            assertThat(TestNode.gets(other)).isEqualTo(reads);
        }
    }

    @Test
    void masterThatBecomesAReplica_isLeft_thoughNobodyWrites() {
        try (TestNode node = node(replica).connected()) {
            replica.command("REPLICAOF", "NO", "ONE");
            server.command("REPLICAOF", replica.host(), Integer.toString(replica.port()));
            RealTime.await(
                    "left",
                    Duration.ofSeconds(5),
                    () -> node.execute(new SlotStep.Read(KEY, EndpointRole.WRITER)) instanceof StepReply.Failed);
        }
    }
}
