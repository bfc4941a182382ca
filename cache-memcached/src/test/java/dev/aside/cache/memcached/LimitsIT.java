package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotFormat;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.testkit.server.MemcachedServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a server does not take, and what it may hold that is not ours. */
@Timeout(60)
final class LimitsIT {

    private static final SlotKey KEY = TestNode.key("k");

    private final MemcachedServer server = MemcachedServer.start("-m", "64");
    private final TestNode node = new TestNode(MemcachedBackend.of(Site.address(server))).connected();

    @AfterEach
    void close() {
        node.close();
        server.close();
    }

    /** Row 26: what a server takes, and a byte more. */
    @Test
    void theLargestValueIsTakenAndALargerOneIsNotSent() {
        SlotStep.Fill empty = (SlotStep.Fill) TestNode.fill(KEY, 7, granted(7), "");
        int around = SlotFormat.encode(KEY, new Slot.Value(8, 0, 0, empty.entry())).length;
        int most = MemcachedBackend.MAXIMUM_VALUE - around;
        assertThat(node.execute(TestNode.fill(KEY, 7, epoch(), "v".repeat(most + 1))))
                .isInstanceOfSatisfying(StepReply.Failed.class, failed -> {
                    assertThat(failed.outcome()).isEqualTo(StepReply.Outcome.NOT_APPLIED);
                    assertThat(failed.reason()).contains("too large");
                });
        assertThat(node.slot(KEY))
                .as("the lease, which a server would have forgotten")
                .isInstanceOf(Slot.Lease.class);
        assertThat(node.execute(TestNode.fill(KEY, 7, epoch(), "v".repeat(most))))
                .isEqualTo(new StepReply.Applied(true));
        assertThat(node.slot(KEY)).isInstanceOf(Slot.Value.class);
    }

    @Test
    void aChangeWhoseValueIsTooLargeEndsAsAFence() {
        node.execute(new SlotStep.Begin(KEY, 7, TestNode.LONG, CommitPosition.NONE));
        CommitPosition at = CommitPosition.ordered("here", 1);
        assertThat(node.execute(new SlotStep.End(
                        KEY, 7, at, 8, TestNode.LONG, TestNode.entry("v".repeat(MemcachedBackend.MAXIMUM_VALUE)))))
                .isEqualTo(new StepReply.Applied(false));
        assertThat(node.slot(KEY))
                .isInstanceOfSatisfying(
                        Slot.Fence.class, fence -> assertThat(fence.floor()).isEqualTo(at));
    }

    @Test
    void whatIsStoredUnderOtherFlagsIsNobodys() throws IOException {
        node.put(KEY, "value");
        assertThat(ask("set test:ek 1 0 5", "hello")).isEqualTo("STORED");
        assertThat(node.slot(KEY)).isNull();
        assertThat(node.execute(TestNode.lease(KEY, 7)))
                .isInstanceOfSatisfying(
                        StepReply.Granted.class,
                        granted -> assertThat(granted.floor()).isEqualTo(CommitPosition.UNKNOWN));
    }

    @Test
    void aSlotOfAnotherVersionIsLeftAloneByLoads() throws IOException {
        assertThat(ask("set test:ek 0 0 3", "\u0002VV")).isEqualTo("STORED");
        assertThat(node.slot(KEY)).isNull();
        assertThat(node.execute(TestNode.lease(KEY, 7))).isEqualTo(new StepReply.Open(CommitPosition.UNKNOWN));
        assertThat(ask("add test:ek 0 0 1", "x")).isEqualTo("NOT_STORED");
        assertThat(node.fence(KEY)).isEqualTo(new StepReply.Applied(false));
        assertThat(node.execute(TestNode.lease(KEY, 7)))
                .isInstanceOfSatisfying(
                        StepReply.Granted.class,
                        granted -> assertThat(granted.floor()).isEqualTo(CommitPosition.UNKNOWN));
    }

    @Test
    void aValueOfAnotherKeyIsNotServed() throws IOException {
        SlotKey other = TestNode.key("other");
        node.put(other, "value");
        byte[] slot = SlotFormat.encode(other, Objects.requireNonNull(node.slot(other)));
        assertThat(ask("set test:ek 0 0 " + slot.length, new String(slot, StandardCharsets.ISO_8859_1)))
                .isEqualTo("STORED");
        assertThat(node.slot(other)).isNotNull();
        assertThat(node.slot(KEY)).isNull();
    }

    /** A server that does not count changes cannot compare: changes fence blindly, and nothing is filled. */
    @Test
    void aServerWithoutCasIsOnlyFenced() {
        try (MemcachedServer plain = MemcachedServer.start("-C");
                TestNode there = new TestNode(MemcachedBackend.of(Site.address(plain))).connected()) {
            StepReply.Granted granted = (StepReply.Granted) there.execute(TestNode.lease(KEY, 7));
            assertThat(there.execute(TestNode.fill(KEY, 7, granted.epoch(), "v")))
                    .isInstanceOf(StepReply.Failed.class);
            assertThat(there.fence(KEY)).isEqualTo(new StepReply.Applied(false));
            assertThat(there.execute(TestNode.lease(KEY, 9))).isEqualTo(new StepReply.Open(CommitPosition.UNKNOWN));
        }
    }

    private long granted(long stamp) {
        return ((StepReply.Granted) node.execute(TestNode.lease(KEY, stamp))).epoch();
    }

    private long epoch() {
        return node.seen(KEY).epoch();
    }

    /** Asks the server behind the node's back. */
    private String ask(String line, String data) throws IOException {
        try (Socket socket = new Socket(server.host(), server.port())) {
            socket.getOutputStream().write((line + "\r\n" + data + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            StringBuilder answer = new StringBuilder();
            InputStream in = socket.getInputStream();
            for (int one = in.read(); one >= 0 && one != '\r'; one = in.read()) {
                answer.append((char) one);
            }
            return answer.toString();
        }
    }
}
