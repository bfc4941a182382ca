package dev.aside.bench.herd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.bench.kit.Child;
import dev.aside.cache.testkit.server.RedisServer;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class CrowdIT {
    private final Child child = new Child(Crowd.class, List.of("-Xmx256m", "-XX:+UseSerialGC"));

    @ParameterizedTest
    @EnumSource(Subject.class)
    void oneCallerOnOneNodeLoadsOnce(Subject subject) {
        try (RedisServer server = RedisServer.start()) {
            var figures = child.run(subject.name(), server.host() + ":" + server.port(), "1", "1");

            assertThat(figures).containsEntry(Crowd.LOADS, 1.0).containsEntry(Crowd.FAILED, 0.0);
            assertThat(figures.get(Crowd.SLOWEST)).isGreaterThan(199);
        }
    }
}
