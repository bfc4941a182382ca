package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is sent when several ask before the connection's thread is there: here they ask on that very thread. */
@Timeout(60)
final class DeparturesIT {

    private static final int CALLERS = 20;
    private static final SlotKey TOKEN = SlotKey.ofBytes(SlotKey.Kind.GENERATION, new byte[0]);
    private static final SlotKey KEY = TestNode.key("k");

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
    void whoAsksAtTheSameTimeReadsATokenOnce() {
        StepReply token = node.execute(token(1));
        proxy.forgetCounts();
        List<List<StepReply>> answers = onTheConnectionsThread(new SlotStep[] {token(2), read()});
        assertThat(answers).hasSize(CALLERS).allSatisfy(replies -> {
            assertThat(replies.get(0)).isEqualTo(token);
            assertThat(replies.get(1)).isInstanceOf(StepReply.Seen.class);
        });
        assertThat(proxy.requests("GET"))
                .as("a read each, one that came before, and one token")
                .isEqualTo(CALLERS + 2);
    }

    @Test
    void aTokenIsReadAgainBehindWhatMayHaveMovedIt() {
        StepReply before = node.execute(token(1));
        List<List<StepReply>> answers = onTheConnectionsThread(
                new SlotStep[] {token(2)},
                new SlotStep[] {new SlotStep.Fence(TOKEN, 77, CommitPosition.NONE)},
                new SlotStep[] {token(3)});
        assertThat(answers.get(0).get(0)).isEqualTo(before);
        assertThat(((StepReply.TokenSeen) answers.get(2).get(0)).id()).isEqualTo(77);
    }

    @Test
    void aTokenThatIsToLiveForEverIsNotLeftAsItWas() {
        StepReply before = node.execute(token(1));
        assertThat(node.execute(token(2))).isEqualTo(before);
        proxy.forgetCounts();
        assertThat(node.execute(new SlotStep.Token(TOKEN, 3, Long.MAX_VALUE))).isEqualTo(before);
        assertThat(proxy.requests("EVALSHA")).isEqualTo(1);
    }

    /** Sends batches, in turn, as many as there are callers and at least each once; all before any of them goes out. */
    private List<List<StepReply>> onTheConnectionsThread(SlotStep[]... batches) {
        List<CompletableFuture<List<StepReply>>> sent = new ArrayList<>();
        server.pause(); // so that the answer surely comes after somebody waits for it
        CompletableFuture<?> asked = node.send(TestNode.PATIENCE, read()).thenRun(() -> {
            for (int i = 0; i < (batches.length == 1 ? CALLERS : batches.length); i++) {
                sent.add(node.send(TestNode.PATIENCE, batches[i % batches.length]));
            }
        });
        server.resume();
        asked.join();
        return sent.stream().map(TestNode::now).toList();
    }

    private static SlotStep token(long stamp) {
        return new SlotStep.Token(TOKEN, stamp, TestNode.LONG);
    }

    private static SlotStep read() {
        return new SlotStep.Read(KEY, EndpointRole.WRITER);
    }
}
