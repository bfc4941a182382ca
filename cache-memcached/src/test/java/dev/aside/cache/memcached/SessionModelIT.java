package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.SessionBackend;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.SessionModelRun;
import org.junit.jupiter.api.Test;

/** What servers hold of sessions against their rules: random steps on three nodes. */
final class SessionModelIT {

    private static final int STEPS = Boolean.getBoolean("aside.long") ? 1_000_000 : 50_000;
    private static final long SEED = 20_261_129;

    @Test
    @SuppressWarnings("SystemOut") // a run that did nothing would be green; the number is what tells
    void threeServersHoldWhatTheRulesSay() {
        try (Site site = Site.of(3);
                RealTime time = new RealTime();
                MemcachedBackend backend = site.backend()) {
            SessionModelRun run =
                    SessionModelRun.of(backend.find(SessionBackend.class).orElseThrow(), time, STEPS, SEED);
            System.out.println("session model: " + run.steps() + " steps on three nodes, seed " + SEED + ", "
                    + run.differences().size() + " differences");
            assertThat(run.differences()).isEmpty();
        }
    }
}
