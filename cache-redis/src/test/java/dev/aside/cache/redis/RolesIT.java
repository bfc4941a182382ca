package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.testkit.server.RedisServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that is not, or no longer, the one that takes writes. */
@Timeout(60)
final class RolesIT {

    private static final SlotKey KEY = TestNode.key("k");

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
}
