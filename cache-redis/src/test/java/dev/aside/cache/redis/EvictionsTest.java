package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class EvictionsTest {

    @Test
    void onlyAServerThatEvictsIsWarnedOf() {
        assertThat(Evictions.policy(Map.of("maxmemory_policy", "allkeys-lru"))).isEqualTo("allkeys-lru");
        assertThat(Evictions.policy(Map.of("maxmemory_policy", "volatile-ttl"))).isEqualTo("volatile-ttl");
        assertThat(Evictions.policy(Map.of("maxmemory_policy", "noeviction"))).isNull();
        assertThat(Evictions.policy(Map.of())).isNull();
    }
}
