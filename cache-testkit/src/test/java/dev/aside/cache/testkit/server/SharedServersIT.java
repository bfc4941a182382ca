package dev.aside.cache.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServers.class)
@Timeout(60)
final class SharedServersIT {

    private final RedisServer redis;

    SharedServersIT(RedisServer redis) {
        this.redis = redis;
    }

    @Test
    void everyParameterIsTheSameServer(RedisServer again, MemcachedServer memcached, MariaDbServer mariaDb) {
        assertThat(again).isSameAs(redis);
        assertThat(redis.command("PING")).isEqualTo("PONG");
        assertThat(memcached.port()).isNotEqualTo(redis.port());
        assertThat(mariaDb.sql("select 1")).isEqualTo("1");
    }
}
