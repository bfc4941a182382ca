package dev.aside.cache.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.SessionBackend;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.SessionModelRun;
import org.junit.jupiter.api.Test;

final class EmbeddedSessionModelTest {

    @Test
    void sessionsInThisProcessAreWhatTheRulesSay() {
        try (RealTime time = new RealTime();
                EmbeddedBackend backend = EmbeddedBackend.copying()) {
            SessionModelRun run =
                    SessionModelRun.of(backend.find(SessionBackend.class).orElseThrow(), time, 50_000, 1);
            assertThat(run.steps()).isGreaterThan(50_000);
            assertThat(run.differences()).isEmpty();
        }
    }
}
