package dev.aside.samples.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.leaderboard.Leaderboard;
import dev.aside.cache.leaderboard.Rebuild;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.redis.RedisBackend;
import dev.aside.cache.testkit.server.PostgresServer;
import dev.aside.cache.testkit.server.RedisServer;
import dev.aside.cache.testkit.server.ServerExtension;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A board on Redis is made anew from a table of PostgreSQL, while people play and look. */
@Timeout(900)
final class BoardRebuildIT {

    private static final int ROWS = Boolean.getBoolean("aside.long") ? 1_000_000 : 100_000;
    private static final int PLAYERS = ROWS / 4;

    @RegisterExtension
    static final ServerExtension<RedisServer> REDIS = ServerExtension.perClass(
            () -> RedisServer.builder().config("databases", "1").start());

    @RegisterExtension
    static final ServerExtension<PostgresServer> POSTGRES = ServerExtension.perClass(
            () -> PostgresServer.builder().config("max_connections", "20").start());

    private final Matches matches = new Matches(POSTGRES.get());

    /**
     * The table has the truth. The board lacks half of it, and the rebuild brings that back: at once, while nobody who looks finds
     * anything missing that was there, and nothing that is submitted meanwhile is lost, or counts twice.
     */
    @ParameterizedTest
    @CsvSource({"BEST, max", "SUM, sum"})
    void boardIsMadeAnewFromATable_whilePeoplePlayAndLook(ScoreRule rule, String counts) throws Exception {
        matches.fill(ROWS);
        try (Aside aside = aside()) {
            Leaderboard board = aside.leaderboard("arcade-" + counts)
                    .score(rule)
                    .operationTimeout(Duration.ofSeconds(5))
                    .build();
            rebuild(board, "id % 2 = 0");
            long before = board.count();
            Crowd crowd = new Crowd(matches, board, ROWS, PLAYERS / 10);
            Onlooker onlooker = new Onlooker(board, "player-2");
            try (crowd;
                    onlooker) {
                crowd.play(100);
                long from = System.nanoTime();
                Rebuild.Report report = rebuild(board, "true");
                long nanos = System.nanoTime() - from;
                assertThat(report.scores()).isGreaterThan(ROWS);
                assertThat(report.refused()).isZero();
                crowd.play(100);
                sawNothingMissing(onlooker.looks(), before);
                System.out.println("board by " + rule + ": " + said(report, nanos, crowd, onlooker.looks()));
            }
            assertThat(crowd.unanswered()).isEmpty();
            assertThat(board.checksum()).isEqualTo(matches.checksum(counts));
        }
    }

    private static Aside aside() {
        return Aside.builder()
                .backend(RedisBackend.of(
                        "redis://" + REDIS.get().host() + ":" + REDIS.get().port()))
                .build();
    }

    private Rebuild.Report rebuild(Leaderboard board, String which) throws SQLException {
        try (Rebuild rebuild = board.rebuild()) {
            matches.read(which, match -> rebuild.add(match.score()));
            return rebuild.finish();
        }
    }

    private static void sawNothingMissing(List<Onlooker.Look> looks, long before) {
        assertThat(looks).extracting(Onlooker.Look::count).isSorted().allMatch(count -> count >= before);
        assertThat(looks).extracting(Onlooker.Look::best).isSorted();
        assertThat(looks).extracting(Onlooker.Look::score).isSorted();
        // Those who were missing, and do not play just then, come all at once.
        long most = before + PLAYERS / 10;
        assertThat(looks).extracting(Onlooker.Look::count).noneMatch(count -> count > most && count < PLAYERS);
    }

    private static String said(Rebuild.Report report, long nanos, Crowd crowd, List<Onlooker.Look> looks) {
        long longest = looks.stream()
                .map(Onlooker.Look::millis)
                .max(Comparator.naturalOrder())
                .orElse(0L);
        return String.format(
                "%,d rows in %,d ms, %,d a second, beside %,d submissions; %,d looks, the longest %d ms",
                report.scores(),
                TimeUnit.NANOSECONDS.toMillis(nanos),
                report.scores() * TimeUnit.SECONDS.toNanos(1) / nanos,
                crowd.acknowledged().size(),
                looks.size(),
                longest);
    }
}
