package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.SessionBackend;
import dev.aside.cache.testkit.ModelRun;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.SessionModelRun;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/**
 * What servers hold against the rules: more than 100,000 random steps on one node, on three, and by the binary protocol, 2,000,000
 * each if there is time; of those on sessions half as many, on three nodes.
 */
final class ModelIT {

    private static final int STEPS = Boolean.getBoolean("aside.long") ? 2_000_000 : 100_000;
    private static final long SEED = 20_261_128;
    private static final long SESSIONS_SEED = 20_261_129;

    @Test
    void aServerHoldsWhatTheRulesSay() {
        compare("one node", Site.of(1));
    }

    @Test
    void threeServersHoldWhatTheRulesSay() {
        compare("three nodes", Site.of(3));
    }

    @Test
    void aServerThatSpeaksTheBinaryProtocolHoldsWhatTheRulesSay() {
        compare("the binary protocol", Site.withSasl(1));
    }

    @Test
    void threeServersHoldOfSessionsWhatTheRulesSay() {
        by(Site.of(3), (backend, time) -> {
            SessionBackend sessions = backend.find(SessionBackend.class).orElseThrow();
            SessionModelRun run = SessionModelRun.of(sessions, time, STEPS / 2, SESSIONS_SEED);
            check("session model", "three nodes", SESSIONS_SEED, run.steps(), run.differences());
        });
    }

    private static void compare(String what, Site site) {
        by(site, (backend, time) -> {
            Site.await(backend, time.runtime());
            ModelRun run = ModelRun.of(backend, time, STEPS, SEED);
            check("model", what, SEED, run.steps(), run.differences());
        });
    }

    private static void by(Site site, BiConsumer<MemcachedBackend, RealTime> run) {
        try (site;
                RealTime time = new RealTime();
                MemcachedBackend backend = site.backend()) {
            run.accept(backend, time);
        }
    }

    @SuppressWarnings("SystemOut") // a run that did nothing would be green; the number is what tells
    private static void check(String model, String what, long seed, int steps, List<String> differences) {
        System.out.println(model + ": " + steps + " steps, " + what + ", seed " + seed + ", " + differences.size()
                + " differences");
        assertThat(differences).isEmpty();
    }
}
