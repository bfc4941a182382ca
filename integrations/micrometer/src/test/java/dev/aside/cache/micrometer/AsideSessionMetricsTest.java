package dev.aside.cache.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.session.Session;
import dev.aside.cache.session.SessionStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

final class AsideSessionMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private double count(String name, String... tags) {
        return registry.get(name)
                .tags(tags)
                .tags("store", "web")
                .functionCounter()
                .count();
    }

    @Test
    void storeOfAnAside_isMetered() {
        try (Aside aside = Aside.builder().recorder(AsideMetrics.of(registry)).build()) {
            SessionStore store = aside.sessions("web").build();
            Session session = store.create();
            session.put("user", "ada");
            store.save(session);
            session.put("count", 1);
            store.save(session);
            assertThat(store.load(session.id())).isNotNull();
            assertThat(store.load("nobody's")).isNull();
            store.delete(session);

            assertThat(count("session.created")).isEqualTo(1);
            assertThat(count("session.saves")).isEqualTo(1);
            assertThat(count("session.loads", "result", "far")).isEqualTo(1);
            assertThat(count("session.loads", "result", "miss")).isEqualTo(1);
            assertThat(count("session.deleted")).isEqualTo(1);
            assertThat(count("session.unavailable")).isZero();
        }
    }
}
