package dev.aside.cache.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.session.Session;
import dev.aside.cache.session.SessionOverflow;
import dev.aside.cache.session.SessionStore;
import dev.aside.cache.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long sessions live, hour after hour. */
final class SessionLifeTest {

    private static final Duration IDLE = Duration.ofMinutes(10);

    private final ManualTime time = new ManualTime();
    private final Aside aside = Aside.builder()
            .backend(EmbeddedBackend.copying())
            .runtime(time.runtime())
            .build();
    private final SessionStore store = aside.sessions("web")
            .idleTimeout(IDLE)
            .maximumPerPrincipal(1, SessionOverflow.REFUSE)
            .build();

    @AfterEach
    void close() {
        aside.close();
    }

    private Session saved(String principal) {
        Session session = store.create();
        session.principal(principal);
        store.save(session);
        return session;
    }

    @Test
    void sessionInUse_isNotedTenTimesInItsIdleTimeout() {
        Session session = saved("ada");
        Set<Instant> noted = new HashSet<>();
        for (int second = 0; second < IDLE.toSeconds(); second++) {
            time.advance(Duration.ofSeconds(1));
            noted.add(Objects.requireNonNull(store.load(session.id())).lastAccessedAt());
        }
        assertThat(noted).hasSizeBetween(10, 11);
    }

    @Test
    void sessionOfAPrincipal_livesAsLongAsItIsUsed_andItsPlaceIsTaken() {
        Session session = saved("ada");
        for (int i = 0; i < 60; i++) {
            time.advance(IDLE.multipliedBy(4).dividedBy(5));
            assertThat(store.load(session.id())).as("after %s looks", i).isNotNull();
            assertThat(store.findByPrincipal("ada")).hasSize(1);
        }
        time.advance(IDLE.plusMillis(1));
        assertThat(store.load(session.id())).isNull();
        assertThat(saved("ada")).isNotNull();
    }

    @Test
    void sessionThatHasEndedByItself_doesNotTakeThePlaceOfAnother() {
        for (int i = 0; i < 20; i++) {
            assertThat(saved("ada")).isNotNull();
            time.advance(IDLE.plusMillis(1));
        }
        assertThat(store.findByPrincipal("ada")).isEmpty();
    }
}
