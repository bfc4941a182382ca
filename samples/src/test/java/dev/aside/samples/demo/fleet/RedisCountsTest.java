package dev.aside.samples.demo.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedisCountsTest {

    @Test
    void callsAreReadWithoutThoseThatFailed() {
        String info = """
                # Commandstats
                cmdstat_get:calls=12,usec=30,usec_per_call=2.50,rejected_calls=0,failed_calls=0
                cmdstat_evalsha:calls=7,usec=30,usec_per_call=4.28,rejected_calls=0,failed_calls=2
                errorstat_READONLY:count=3
                cmdstat_config|set:calls=1,usec=30,usec_per_call=30.00,rejected_calls=0,failed_calls=0
                """;

        assertThat(RedisCounts.parse(info))
                .containsEntry("get", 12L)
                .containsEntry("evalsha", 5L)
                .containsEntry("config|set", 1L)
                .containsEntry("READONLY", 3L)
                .hasSize(4);
    }
}
