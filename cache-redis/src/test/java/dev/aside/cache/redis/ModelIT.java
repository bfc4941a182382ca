package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.LeaderboardBackend;
import dev.aside.cache.spi.SessionBackend;
import dev.aside.cache.testkit.BoardModelRun;
import dev.aside.cache.testkit.ModelRun;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.SessionModelRun;
import dev.aside.cache.testkit.server.RedisServer;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The scripts against the rules: more than 100,000 random steps on each version of the server, 2,000,000 if there is time; of those
 * on sessions and on leaderboards half as many each.
 */
final class ModelIT {

    private static final int STEPS = Boolean.getBoolean("aside.long") ? 2_000_000 : 100_000;
    private static final long SEED = 20_261_125;
    private static final long OTHER_SEED = 20_261_129;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theServerDoesWhatTheRulesSay(boolean old) {
        by(old, (backend, time) -> {
            ModelRun run = ModelRun.of(backend, time, STEPS, SEED);
            check("model", old, SEED, run.steps(), run.differences());
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theServerDoesWithSessionsWhatTheRulesSay(boolean old) {
        by(old, (backend, time) -> {
            SessionBackend sessions = backend.find(SessionBackend.class).orElseThrow();
            SessionModelRun run = SessionModelRun.of(sessions, time, STEPS / 2, OTHER_SEED);
            check("session model", old, OTHER_SEED, run.steps(), run.differences());
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theServerDoesWithLeaderboardsWhatAListDoes(boolean old) {
        by(old, (backend, time) -> {
            LeaderboardBackend boards = backend.find(LeaderboardBackend.class).orElseThrow();
            BoardModelRun run = BoardModelRun.of(boards, time, STEPS / 2, OTHER_SEED);
            check("board model", old, OTHER_SEED, run.steps(), run.differences());
        });
    }

    private static void by(boolean old, BiConsumer<RedisBackend, RealTime> run) {
        RedisServer.Builder builder = RedisServer.builder();
        try (RedisServer server = old ? builder.version62().start() : builder.start();
                RealTime time = new RealTime();
                RedisBackend backend = RedisBackend.of("redis://" + server.host() + ":" + server.port())) {
            run.accept(backend, time);
        }
    }

    @SuppressWarnings("SystemOut") // a run that did nothing would be green; the number is what tells
    private static void check(String what, boolean old, long seed, int steps, List<String> differences) {
        System.out.println(what + ": " + steps + " steps on redis " + (old ? "6.2" : "of this machine") + ", seed "
                + seed + ", " + differences.size() + " differences");
        assertThat(differences).isEmpty();
    }
}
