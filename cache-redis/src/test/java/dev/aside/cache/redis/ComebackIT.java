package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.RedisServer;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which servers that come in another's place are told to hold what may be old. */
@Timeout(60)
final class ComebackIT {

    private static RedisServer.Builder server(boolean version62) {
        return version62 ? RedisServer.builder().version62() : RedisServer.builder();
    }

    /** Returns whether the last comeback may be older than anybody remembers. */
    private static boolean isOlder(TestNode node, int comebacks) {
        RealTime.await("another", TestNode.PATIENCE, () -> node.comebacks.size() >= comebacks);
        node.connected();
        assertThat(node.comebacks).hasSize(comebacks);
        return node.comebacks.stream()
                .skip(comebacks - 1L)
                .findFirst()
                .orElseThrow()
                .isOlder();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void dumpMayBeOld_andAnEmptyServerIsNot(boolean version62) {
        try (RedisServer server = server(version62).start();
                TestNode node = new TestNode(server).connected()) {
            node.fence(TestNode.key("k"));
            Path dump = server.dump();
            server.kill();
            server.startAgain();
            assertThat(isOlder(node, 1)).as("empty").isFalse();
            server.kill();
            server.startAgain(dump);
            assertThat(isOlder(node, 2)).as("from a dump").isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void replicaThatTakesOverHasLostNothingOld(boolean version62) {
        try (RedisServer server = server(version62).replicas(1).start();
                FaultProxy proxy = FaultProxy.resp(server.address());
                TestNode node = new TestNode(RedisBackend.of("redis://" + proxy.host() + ":" + proxy.port()))) {
            node.connected().fence(TestNode.key("k"));
            assertThat(server.command("WAIT", "1", "10000")).isEqualTo("1");
            long asked = proxy.requests("INFO");
            RealTime.await("seen", TestNode.PATIENCE, () -> proxy.requests("INFO") > asked + 1);
            RedisServer replica = server.replicas().get(0);
            proxy.to(replica.address());
            server.kill();
            replica.command("REPLICAOF", "NO", "ONE");
            assertThat(isOlder(node, 1)).isFalse();
            assertThat(node.read(TestNode.key("k"))).isNotNull();
        }
    }

    /** On 7.0 a dump says how much of its master's history it has, as a replica does that takes over. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void dumpOfAMasterWithReplicasMayBeOld(boolean version62) {
        try (RedisServer server = server(version62).replicas(1).start();
                TestNode node = new TestNode(server).connected()) {
            node.fence(TestNode.key("k"));
            Path dump = server.dump();
            for (int i = 0; i < 20; i++) {
                node.fence(TestNode.key("k"));
                String offset = Objects.requireNonNull(server.command("INFO", "replication"));
                assertThat(offset).contains("master_repl_offset");
            }
            RealTime.pass(Timing.LONGEST_BEAT.multipliedBy(3));
            server.kill();
            server.startAgain(dump);
            boolean older = isOlder(node, 1);
            assertThat(older)
                    .as("on 7.0 nothing is lost that is older than the journal; on 6.2 it cannot be told")
                    .isEqualTo(version62);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void masterThatGetsItsFirstReplicaHasLostNothing(boolean version62) {
        try (RedisServer server = server(version62).start();
                TestNode node = new TestNode(server).connected()) {
            node.fence(TestNode.key("k"));
            RedisServer unused = server.startReplica();
            assertThat(isOlder(node, 1)).isFalse();
        }
    }
}
