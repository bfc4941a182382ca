package dev.aside.cache.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RedisKeepsIT {

    @Test
    void anAppendOnlyFileOutlivesTheProcess() {
        try (RedisServer redis = RedisServer.builder()
                .config("appendonly", "yes")
                .config("appendfsync", "always")
                .start()) {
            redis.command("SET", "k", "v");
            redis.restart();
            assertThat(redis.command("GET", "k")).isEqualTo("v");
            Path dump = redis.dump();
            redis.kill();
            assertThatThrownBy(() -> redis.startAgain(dump))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageEndingWith("begins with its append-only file, not with a dump");
        }
    }

    @Test
    void aStopInGoodOrderSavesIfSoConfigured() {
        try (RedisServer redis = RedisServer.builder().config("save", "3600 1").start()) {
            redis.command("SET", "k", "v");
            redis.stop();
            redis.startAgain();
            assertThat(redis.command("GET", "k")).isEqualTo("v");
        }
    }

    @Test
    void theOlderVersionComesInAJar() {
        try (RedisServer redis = RedisServer.builder().version62().replicas(1).start()) {
            assertThat(redis.command("INFO", "server")).contains("redis_version:6.2.11");
            redis.command("SET", "k", "v");
            assertThat(redis.command("WAIT", "1", "10000")).isEqualTo("1");
            assertThat(redis.replicas().get(0).command("GET", "k")).isEqualTo("v");
        }
    }
}
