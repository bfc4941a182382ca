package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.testkit.ModelRun;
import dev.aside.cache.testkit.RealTime;
import org.junit.jupiter.api.Test;

/**
 * What servers hold against the rules: more than 100,000 random steps on one node, on three, and by the binary protocol, 2,000,000
 * each if there is time.
 */
final class ModelIT {

    private static final int STEPS = Boolean.getBoolean("aside.long") ? 2_000_000 : 100_000;
    private static final long SEED = 20_261_128;

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

    @SuppressWarnings("SystemOut") // a run that did nothing would be green; the number is what tells
    private static void compare(String what, Site site) {
        try (site;
                RealTime time = new RealTime();
                MemcachedBackend backend = site.backend()) {
            Site.await(backend, time.runtime());
            ModelRun run = ModelRun.of(backend, time, STEPS, SEED);
            System.out.println("model: " + run.steps() + " steps, " + what + ", seed " + SEED + ", "
                    + run.differences().size() + " differences");
            assertThat(run.differences()).isEmpty();
        }
    }
}
