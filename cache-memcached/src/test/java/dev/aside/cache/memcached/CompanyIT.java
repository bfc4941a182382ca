package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.MemcachedServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many commands the reads of many calls come to on the wire, and that each has an answer of its own. */
@Timeout(60)
final class CompanyIT {

    private static final int THREADS = 16;
    private static final int READS = 500;

    private final MemcachedServer server = MemcachedServer.start("-m", "64");
    private final FaultProxy proxy = FaultProxy.memcached(server.address());
    private final TestNode node = new TestNode(MemcachedBackend.of(proxy.host() + ":" + proxy.port())).connected();

    @AfterEach
    void close() {
        node.close();
        proxy.close();
        server.close();
    }

    private static SlotKey key(int number) {
        return TestNode.key("key " + number);
    }

    @Test
    void readsOfManyThreadsGoTogether_andEachIsAnsweredWithItsOwn() {
        long[] stamps = IntStream.range(0, THREADS)
                .mapToLong(number -> node.put(key(number), "value " + number))
                .toArray();
        proxy.forgetCounts();
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int number = 0; number < THREADS; number++) {
            SlotKey key = key(number);
            long stamp = stamps[number];
            threads.add(CompletableFuture.runAsync(() -> read(key, stamp), task -> new Thread(task).start()));
        }
        threads.forEach(CompletableFuture::join);
        assertThat(proxy.requests("GET")).isPositive().isLessThan(THREADS * READS / 2);
    }

    private void read(SlotKey key, long stamp) {
        for (int i = 0; i < READS; i++) {
            assertThat(node.slot(key))
                    .isInstanceOfSatisfying(
                            Slot.Value.class, value -> assertThat(value.stamp()).isEqualTo(stamp));
        }
    }

    @Test
    void aLoneReadIsOneCommand() {
        node.put(key(1), "value");
        proxy.forgetCounts();
        IntStream.range(0, READS).forEach(i -> assertThat(node.slot(key(1))).isNotNull());
        assertThat(proxy.requests("GET")).isEqualTo(READS);
    }

    @Test
    void aTokenIsReadTogetherWithTheRest_andMadeWhereThereIsNone() {
        SlotKey generation = SlotKey.ofBytes(SlotKey.Kind.GENERATION, new byte[0]);
        SlotStep token = new SlotStep.Token(generation, 7, TestNode.LONG);
        proxy.forgetCounts();
        StepReply made =
                node.execute(TestNode.PATIENCE, TestNode.read(key(1)), token).get(1);
        assertThat(made)
                .isInstanceOfSatisfying(
                        StepReply.TokenSeen.class, seen -> assertThat(seen.id()).isEqualTo(7));
        assertThat(proxy.requests("ADD")).isEqualTo(1);
        proxy.forgetCounts();
        SlotStep again = new SlotStep.Token(generation, 8, TestNode.LONG);
        assertThat(node.execute(TestNode.PATIENCE, TestNode.read(key(1)), again).get(1))
                .isEqualTo(made);
        assertThat(proxy.requests("GET")).isEqualTo(1);
        assertThat(proxy.requests("GETS") + proxy.requests("ADD")).isZero();
    }

    @Test
    void aReadSeesATokenThatIsMadeBeforeItInTheSameCall() {
        SlotStep token = new SlotStep.Token(key(2), 7, TestNode.LONG);
        assertThat(node.execute(TestNode.PATIENCE, token, TestNode.read(key(2))).get(1))
                .isInstanceOfSatisfying(
                        StepReply.Seen.class, seen -> assertThat(seen.slot()).isInstanceOf(Slot.Fence.class));
    }

    @Test
    void oneThatHasRunOutOfTimeIsAnsweredForItself_andTheOthersInTheirs() {
        node.put(key(1), "value");
        proxy.toClient().blackHole(true);
        CompletableFuture<List<StepReply>> brief = node.send(Duration.ofMillis(50), TestNode.read(key(1)));
        CompletableFuture<List<StepReply>> patient = node.send(TestNode.PATIENCE, TestNode.read(key(1)));
        assertThat(TestNode.now(brief).get(0)).isInstanceOf(StepReply.Failed.class);
        assertThat(patient).isNotDone();
        proxy.heal();
        assertThat(TestNode.now(patient).get(0)).isInstanceOf(StepReply.Seen.class);
    }
}
