package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.SessionBackend;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.SessionModelRun;
import dev.aside.cache.testkit.server.RedisServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts of sessions against their rules: random steps on each version of the server. */
final class SessionModelIT {

    private static final int STEPS = Boolean.getBoolean("aside.long") ? 1_000_000 : 50_000;
    private static final long SEED = 20_261_129;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @SuppressWarnings("SystemOut") // a run that did nothing would be green; the number is what tells
    void theServerDoesWhatTheRulesSay(boolean old) {
        RedisServer.Builder builder = RedisServer.builder();
        try (RedisServer server = old ? builder.version62().start() : builder.start();
                RealTime time = new RealTime();
                RedisBackend backend = RedisBackend.of("redis://" + server.host() + ":" + server.port())) {
            SessionModelRun run =
                    SessionModelRun.of(backend.find(SessionBackend.class).orElseThrow(), time, STEPS, SEED);
            System.out.println("session model: " + run.steps() + " steps on redis "
                    + (old ? "6.2" : "of this machine") + ", seed " + SEED + ", "
                    + run.differences().size() + " differences");
            assertThat(run.differences()).isEmpty();
        }
    }
}
