package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers hold against the rules: more than 100,000 random steps on one and on three nodes, 2,000,000 if there is time. */
final class ModelIT {

    private static final int STEPS = Boolean.getBoolean("aside.long") ? 2_000_000 : 100_000;
    private static final long SEED = 20_261_128;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    @SuppressWarnings("SystemOut") // a run that did nothing would be green; the number is what tells
    void theServersHoldWhatTheRulesSay(int nodes) {
        try (Site site = Site.of(nodes);
                RealTime time = new RealTime();
                MemcachedBackend backend = site.backend()) {
            Site.await(backend, time.runtime());
            ModelRun run = new ModelRun(backend, time, "model", SEED);
            while (run.steps() < STEPS) {
                run.round();
            }
            run.close();
            System.out.println("model: " + run.steps() + " steps on " + nodes + " memcached, seed " + SEED + ", "
                    + run.differences().size() + " differences");
            assertThat(run.differences()).isEmpty();
        }
    }
}
