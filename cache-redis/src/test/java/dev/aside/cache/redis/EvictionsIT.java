package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.session.SessionStore;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.server.RedisServer;
import java.time.Duration;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class EvictionsIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void serverThatEvictsSessions_isWarnedOf() {
        try (Logged logged = new Logged(Evictions.class.getName(), Level.WARNING);
                RedisServer redis = RedisServer.builder()
                        .config("maxmemory-policy", "allkeys-lru")
                        .start();
                Aside aside = Aside.builder()
                        .backend(RedisBackend.of("redis://" + redis.host() + ":" + redis.port()))
                        .build()) {
            SessionStore store = aside.sessions("web").secret(new byte[32]).build();
            RealTime.await("a warning", SOON, () -> logged.warnings().findAny().isPresent());
            assertThat(logged.warnings()).singleElement().asString().contains("web", "allkeys-lru", "noeviction");
            assertThat(store.name()).isEqualTo("web");
        }
    }
}
