package dev.aside.bench.coldkeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.bench.kit.Child;
import dev.aside.cache.testkit.server.RedisServer;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class MissesIT {
    private final Child child = new Child(Misses.class, List.of("-Xmx256m", "-XX:+UseSerialGC"));

    @ParameterizedTest
    @EnumSource(Subject.class)
    void everySubjectLooksLoadsAndStores(Subject subject) {
        try (RedisServer server = RedisServer.start()) {
            var figures = child.run(subject.name(), server.host() + ":" + server.port(), "2000");

            assertThat(figures).containsOnlyKeys(Misses.NANOS, Misses.AWAITED, Misses.REQUESTS);
            assertThat(figures.get(Misses.NANOS)).isGreaterThan(1e6);
            assertThat(figures.get(Misses.AWAITED)).isGreaterThanOrEqualTo(1);
            assertThat(figures.get(Misses.REQUESTS)).isGreaterThanOrEqualTo(2);
        }
    }
}
