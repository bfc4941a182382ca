package dev.aside.cache.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RedisReplicasIT {

    private final RedisServer redis = RedisServer.builder()
            .config("min-replicas-to-write", "1")
            .replicas(2)
            .start();

    @AfterEach
    void close() {
        redis.close();
    }

    @Test
    void whatTheWriterIsToldItsReplicasHave() {
        redis.command("SET", "k", "v");
        assertThat(redis.replicas())
                .hasSize(2)
                .allSatisfy(replica -> replica.awaitReplay(redis))
                .allSatisfy(replica -> assertThat(replica.command("GET", "k")).isEqualTo("v"))
                .allSatisfy(replica -> assertThat(replica.command("ROLE")).startsWith("slave\n127.0.0.1\n"));
    }

    @Test
    void aReplicaTakesOver() {
        RedisServer replica = redis.replicas().get(0);
        redis.command("SET", "k", "v");
        replica.awaitReplay(redis);
        redis.kill();
        replica.command("REPLICAOF", "NO", "ONE");
        assertThat(replica.command("ROLE")).startsWith("master");
        assertThat(replica.command("GET", "k")).isEqualTo("v");
    }

    @Test
    void whoHasNoOffsetOfAReplicaIsNone() {
        assertThatThrownBy(() -> redis.awaitReplay(redis))
                .isInstanceOf(TestServerException.class)
                .hasMessageContaining("does not tell its slave_repl_offset");
    }

    @Test
    void aReplicaThatStartsAgainHasNothingOfItsOwn() {
        RedisServer replica = redis.replicas().get(0);
        redis.command("SET", "k", "v");
        replica.awaitReplay(redis);
        redis.kill();
        replica.restart();
        assertThat(replica.command("EXISTS", "k")).isEqualTo("0");
    }

    @Test
    void oneMoreReplicaHasWhatTheWriterHadBefore() {
        redis.command("SET", "k", "v");
        assertThat(redis.startReplica().command("GET", "k")).isEqualTo("v");
        assertThat(redis.replicas()).hasSize(3);
    }

    @Test
    void theReplicasEndWithTheWriter() {
        RedisServer replica = redis.replicas().get(1);
        redis.close();
        assertThatThrownBy(() -> replica.command("PING")).isInstanceOf(TestServerException.class);
        assertThatThrownBy(replica::pid).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aDumpBringsBackWhatWasAndOnlyOnce() {
        redis.command("SET", "k", "old");
        Path dump = redis.dump();
        redis.command("SET", "k", "new");
        redis.kill();
        redis.startAgain(dump);
        assertThat(redis.command("GET", "k")).isEqualTo("old");
        redis.restart();
        assertThat(redis.command("EXISTS", "k")).isEqualTo("0");
    }

    @Test
    void replicasAreCounted() {
        assertThatThrownBy(() -> RedisServer.builder().replicas(17))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("replicas are 0 to 16, not 17");
    }
}
