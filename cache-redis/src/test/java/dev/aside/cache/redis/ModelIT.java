package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.testkit.ModelRun;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.server.RedisServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts against the rules: more than 100,000 random steps on each version of the server, 2,000,000 if there is time. */
final class ModelIT {

    private static final int STEPS = Boolean.getBoolean("aside.long") ? 2_000_000 : 100_000;
    private static final long SEED = 20_261_125;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @SuppressWarnings("SystemOut") // a run that did nothing would be green; the number is what tells
    void theServerDoesWhatTheRulesSay(boolean old) {
        RedisServer.Builder builder = RedisServer.builder();
        try (RedisServer server = old ? builder.version62().start() : builder.start();
                RealTime time = new RealTime();
                RedisBackend backend = RedisBackend.of("redis://" + server.host() + ":" + server.port())) {
            ModelRun run = ModelRun.of(backend, time, STEPS, SEED);
            System.out.println("model: " + run.steps() + " steps on redis " + (old ? "6.2" : "of this machine")
                    + ", seed " + SEED + ", " + run.differences().size() + " differences");
            assertThat(run.differences()).isEmpty();
        }
    }
}
