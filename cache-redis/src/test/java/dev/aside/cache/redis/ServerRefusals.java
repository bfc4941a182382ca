package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.testkit.server.RedisServer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What a server does not do, and bytes that are no slot; against a server that a test starts for itself. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerRefusals {

    private static final SlotKey KEY = TestNode.key("k");
    private static final CommitPosition PLACE = CommitPosition.ordered("db", 7);

    private final Site site;
    private final RedisServer server;
    private final String name;
    private final TestNode node;

    ServerRefusals(Site site) {
        this.site = site;
        this.server = site.server();
        this.name = site.name("{ek}");
        this.node = site.node().connected();
    }

    Site site() {
        return site;
    }

    @AfterEach
    void empty() {
        server.command("CONFIG", "SET", "maxmemory", "0");
        server.command("FLUSHALL");
        node.connected();
    }

    @AfterAll
    void close() {
        node.close();
        site.close();
    }

    @Test
    void aServerThatHasLostItsScriptsIsGivenThemAgain() {
        server.command("SCRIPT", "FLUSH");
        assertThat(node.fence(KEY)).isEqualTo(new StepReply.Applied(false));
        server.command("SCRIPT", "FLUSH");
        long stamp = node.put(KEY, "v");
        assertThat(stampOf(node.read(KEY))).isNotEqualTo(stamp - 1).isEqualTo(stamp);
    }

    @Test
    void aReadBehindAScriptThatIsSentAgainIsSentAgain() {
        StepReply.Granted granted = (StepReply.Granted) node.execute(TestNode.lease(KEY, 5));
        server.command("SCRIPT", "FLUSH");
        List<StepReply> replies = node.execute(TestNode.PATIENCE, TestNode.fill(KEY, 5, granted.epoch(), "v"), read());
        assertThat(replies.get(0)).isEqualTo(new StepReply.Applied(true));
        assertThat(stampOf(((StepReply.Seen) replies.get(1)).slot())).isEqualTo(6);
    }

    @Test
    void stepsOnOneSlotKeepTheirOrderThoughTheScriptsAreLost() {
        server.command("SCRIPT", "FLUSH");
        List<StepReply> replies = node.execute(
                TestNode.PATIENCE,
                new SlotStep.Begin(KEY, 5, TestNode.LONG, PLACE),
                TestNode.lease(KEY, 6),
                new SlotStep.End(KEY, 5, PLACE, 7, 0, null),
                TestNode.lease(KEY, 8),
                read());
        assertThat(replies.get(0)).isEqualTo(new StepReply.Applied(false));
        assertThat(replies.get(1)).isEqualTo(new StepReply.Open(PLACE));
        assertThat(replies.get(2)).isEqualTo(new StepReply.Applied(false));
        assertThat(replies.get(3)).isInstanceOf(StepReply.Granted.class);
        assertThat(((StepReply.Seen) replies.get(4)).slot()).isInstanceOf(Slot.Lease.class);
    }

    @Test
    void aFullServerStillTakesChangesAndNoValues() {
        StepReply.Granted granted = (StepReply.Granted) node.execute(TestNode.lease(KEY, 5));
        SlotKey other = TestNode.key("other");
        SlotKey token = SlotKey.ofBytes(SlotKey.Kind.GENERATION, new byte[0]);
        server.command("CONFIG", "SET", "maxmemory", "1");
        notApplied(node.execute(TestNode.fill(KEY, 5, granted.epoch(), "v")));
        assertThat(node.execute(new SlotStep.Release(KEY, 5))).isEqualTo(new StepReply.Applied(false));
        notApplied(node.execute(TestNode.lease(TestNode.key("new"), 5)));
        assertThat(node.execute(new SlotStep.Begin(other, 9, TestNode.LONG, PLACE)))
                .isEqualTo(new StepReply.Applied(false));
        assertThat(node.execute(new SlotStep.Begin(other, 10, TestNode.LONG, PLACE)))
                .isEqualTo(new StepReply.Applied(false));
        assertThat(node.execute(new SlotStep.Undo(other, 10))).isEqualTo(new StepReply.Applied(false));
        assertThat(node.execute(new SlotStep.End(other, 9, PLACE, 11, TestNode.LONG, TestNode.entry("v"))))
                .as("closed without its value")
                .isEqualTo(new StepReply.Applied(false));
        assertThat(node.read(other))
                .isInstanceOfSatisfying(
                        Slot.Fence.class, fence -> assertThat(fence.writers()).isEmpty());
        assertThat(node.fence(TestNode.key("third"))).isEqualTo(new StepReply.Applied(false));
        assertThat(node.execute(new SlotStep.Token(token, 12, TestNode.LONG))).isInstanceOf(StepReply.TokenSeen.class);
    }

    @Test
    void aSlotHasRoomForSoManyOpenChangesAndNoMore() {
        for (int i = 1; i <= 255; i++) {
            assertThat(node.execute(new SlotStep.Begin(KEY, i, TestNode.LONG, PLACE)))
                    .isEqualTo(new StepReply.Applied(false));
        }
        notApplied(node.execute(new SlotStep.Begin(KEY, 256, TestNode.LONG, PLACE)));
        assertThat(node.read(KEY))
                .isInstanceOfSatisfying(
                        Slot.Fence.class, fence -> assertThat(fence.writers()).hasSize(255));
    }

    @Test
    void damagedBytesAreNothingAndAreReplacedByALeaseThatAsksForTheWriter() {
        node.put(KEY, "value");
        server.command("SETRANGE", name, "80", "xxx");
        assertThat(node.read(KEY)).isNull();
        assertThat(node.execute(TestNode.lease(KEY, 5))).isInstanceOfSatisfying(StepReply.Granted.class, granted -> {
            assertThat(granted.floor()).isEqualTo(CommitPosition.UNKNOWN);
            assertThat(granted.last()).isNull();
        });
        assertThat(stampOf(node.read(KEY))).isEqualTo(5);
    }

    @Test
    void bytesThatAreNoSlotAreReplacedByALeaseThatAsksForTheWriter() {
        server.command("SET", name, "\u0001Z");
        assertThat(node.read(KEY)).isNull();
        assertThat(node.execute(TestNode.lease(KEY, 5)))
                .isEqualTo(new StepReply.Granted(
                        CommitPosition.UNKNOWN, null, node.seen(KEY).epoch()));
    }

    @Test
    void anotherKeysValueIsNothing() {
        node.put(TestNode.key("other"), "value");
        assertThat(server.command("COPY", site.name("{eother}"), name)).isEqualTo("1");
        long before = node.seen(TestNode.key("other")).epoch();
        assertThat(node.read(KEY)).isNull();
        assertThat(node.execute(TestNode.lease(KEY, 5)))
                .as("by another connection: the answers of this one may have been mixed up")
                .isInstanceOfSatisfying(
                        StepReply.Granted.class,
                        granted -> assertThat(granted.epoch()).isGreaterThan(before));
    }

    @Test
    void aSlotOfAnotherVersionIsPassedByAndEndedByAChange() {
        server.command("SET", name, "\u0002 what a newer node has written");
        assertThat(node.read(KEY)).isNull();
        assertThat(node.execute(TestNode.lease(KEY, 5))).isEqualTo(new StepReply.Open(CommitPosition.UNKNOWN));
        assertThat(server.command("GET", name)).startsWith("\u0002");
        assertThat(node.fence(KEY)).isEqualTo(new StepReply.Applied(false));
        assertThat(node.read(KEY))
                .isInstanceOfSatisfying(
                        Slot.Fence.class, fence -> assertThat(fence.floor()).isEqualTo(CommitPosition.UNKNOWN));
    }

    @Test
    void whatSomebodyElseKeepsUnderItsNameIsNotTouched() {
        server.command("LPUSH", name, "theirs");
        notApplied(node.execute(read()));
        notApplied(node.execute(TestNode.lease(KEY, 5)));
        notApplied(node.fence(KEY));
        assertThat(server.command("LLEN", name)).isEqualTo("1");
    }

    private static SlotStep read() {
        return new SlotStep.Read(KEY, EndpointRole.WRITER);
    }

    private static long stampOf(@Nullable Slot slot) {
        return slot == null ? 0 : slot.stamp();
    }

    private static void notApplied(StepReply reply) {
        assertThat(reply)
                .isInstanceOfSatisfying(
                        StepReply.Failed.class,
                        failed -> assertThat(failed.outcome()).isEqualTo(StepReply.Outcome.NOT_APPLIED));
    }
}
