package dev.aside.cache.redis;

import dev.aside.cache.leaderboard.PeriodResult;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardWindow;
import dev.aside.cache.testkit.server.RedisServer;
import dev.aside.cache.testkit.server.ServerExtension;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Leaderboards on each version of the server. */
@Timeout(60)
abstract class EachBoardServer {

    @RegisterExtension
    static final ServerExtension<RedisServer> REDIS = ServerExtension.perClass(RedisServer::start);

    @RegisterExtension
    static final ServerExtension<RedisServer> REDIS62 =
            ServerExtension.perClass(() -> RedisServer.builder().version62().start());

    static RedisServer server(boolean old) {
        return old ? REDIS62.get() : REDIS.get();
    }

    @BeforeEach
    void empty() {
        for (RedisServer server : List.of(REDIS.get(), REDIS62.get())) {
            server.command("CONFIG", "SET", "maxmemory", "0");
            server.command("FLUSHALL");
        }
    }

    static BoardNode node(RedisServer server, ScoreRule rule) {
        return BoardNode.at(server, BoardNode.allTime(rule)).connected();
    }

    static PeriodResult submit(BoardNode node, Score score, BoardWindow window) {
        return submit(node, score, window, 0);
    }

    static PeriodResult submit(BoardNode node, Score score, BoardWindow window, long build) {
        return BoardNode.submission(node.execute(new BoardStep.Submit(score, List.of(window), build)))
                .first();
    }

    static Standing standing(PeriodResult result) {
        return Objects.requireNonNull(result.standing());
    }
}
