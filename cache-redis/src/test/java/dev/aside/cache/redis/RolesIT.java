package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.server.RedisServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that is not, or no longer, the one that takes writes. */
@Timeout(60)
final class RolesIT {

    private static final SlotKey KEY = TestNode.key("k");
    private static final SlotStep READ = new SlotStep.Read(KEY, EndpointRole.WRITER);
    private static final StepReply NO_CONNECTION = Failures.notApplied("there is no connection to redis");

    private final RedisServer server = RedisServer.builder().replicas(1).start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aReplicaIsNotUsed() {
        try (TestNode node = new TestNode(server.replicas().get(0))) {
            assertThat(node.fence(KEY))
                    .isEqualTo(new StepReply.Failed(StepReply.Outcome.NOT_APPLIED, "no connection to redis"));
        }
    }

    @Test
    void aServerThatBecomesAReplicaIsLeftAndIsAnotherWhenItIsPromoted() {
        try (TestNode node = new TestNode(server).connected()) {
            RedisServer replica = server.replicas().get(0);
            replica.command("REPLICAOF", "NO", "ONE");
            server.command("REPLICAOF", replica.host(), Integer.toString(replica.port()));
            assertThat(node.fence(KEY))
                    .isInstanceOfSatisfying(
                            StepReply.Failed.class,
                            failed -> assertThat(failed.outcome()).isEqualTo(StepReply.Outcome.NOT_APPLIED));
            RealTime.await(
                    "left",
                    Duration.ofSeconds(5),
                    () -> node.fence(KEY).equals(Failures.notApplied("there is no connection to redis")));
            assertThat(node.another).hasValue(0);
            server.command("REPLICAOF", "NO", "ONE");
            node.connected();
            assertThat(node.another.get()).isPositive();
            assertThat(node.fence(KEY)).isEqualTo(new StepReply.Applied(false));
        }
    }

    @Test
    void aServerThatHasLostItsMasterIsLeft() {
        try (TestNode node = new TestNode(server).connected()) {
            server.command("CONFIG", "SET", "replica-serve-stale-data", "no");
            long epoch = node.seen(KEY).epoch();
            server.command("REPLICAOF", server.host(), "1");
            RealTime.await(
                    "left", Duration.ofSeconds(5), () -> node.execute(READ).equals(NO_CONNECTION));
            server.command("REPLICAOF", "NO", "ONE");
            assertThat(node.connected().seen(KEY).epoch()).isGreaterThan(epoch);
        }
    }

    @Test
    void aServerThatBeginsToLoadIsMetAnewWhenItHas() throws Exception {
        try (RedisServer slow = RedisServer.builder()
                        .config("enable-debug-command", "yes")
                        .config("loading-process-events-interval-bytes", "1024")
                        .start();
                TestNode node = new TestNode(slow).connected()) {
            for (int i = 0; i < 30; i++) {
                slow.command("SET", "large" + i, "x".repeat(2_000));
            }
            long epoch = node.seen(KEY).epoch();
            slow.command("CONFIG", "SET", "rdbcompression", "no");
            slow.command("CONFIG", "SET", "key-load-delay", "50000");
            CompletableFuture<Void> reload = CompletableFuture.runAsync(() -> slow.command("DEBUG", "RELOAD"));
            RealTime.await("loading", TestNode.PATIENCE, () -> node.execute(READ) instanceof StepReply.Failed);
            RealTime.await("left", TestNode.PATIENCE, () -> node.execute(READ).equals(NO_CONNECTION));
            slow.command("CONFIG", "SET", "key-load-delay", "0");
            reload.get(20, TimeUnit.SECONDS);
            assertThat(node.connected().seen(KEY).epoch()).isGreaterThan(epoch);
        }
    }
}
