package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.Effect;
import dev.aside.cache.leaderboard.Period;
import dev.aside.cache.leaderboard.PeriodResult;
import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.leaderboard.TieRule;
import dev.aside.cache.spi.BoardRecord;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.testkit.server.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server does with a leaderboard that a model cannot show. */
@Timeout(60)
final class BoardsIT extends EachBoardServer {

    private static final long MAXIMUM = BoardDefinition.MAXIMUM_SCORE;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void scoresAreExact_upToTheirBounds(boolean old) {
        RedisServer server = server(old);
        try (BoardNode node = node(server, ScoreRule.SUM)) {
            for (long sign : List.of(1L, -1L)) {
                Score most = Score.of("m" + sign, sign * MAXIMUM);
                Score less = Score.of("l" + sign, sign * (MAXIMUM - 1));
                assertThat(standing(node.first(most)).score()).isEqualTo(sign * MAXIMUM);
                assertThat(standing(node.first(less)).score()).isEqualTo(sign * (MAXIMUM - 1));
                assertThat(node.first(Score.of(most.member(), sign)).effect()).isEqualTo(Effect.OUT_OF_RANGE);
                assertThat(node.first(Score.of(less.member(), 2 * sign)).effect())
                        .isEqualTo(Effect.OUT_OF_RANGE);
                assertThat(node.first(Score.of(less.member(), sign * MAXIMUM)).effect())
                        .isEqualTo(Effect.OUT_OF_RANGE);
                assertThat(standing(node.first(Score.of(less.member(), sign))).score())
                        .isEqualTo(sign * MAXIMUM);
                assertThat(standing(node.first(Score.of(most.member(), -sign * MAXIMUM)))
                                .score())
                        .isZero();
            }
            assertThat(node.all()).containsExactly("l1 " + MAXIMUM, "m1 0", "m-1 0", "l-1 " + -MAXIMUM);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tiesByTime_holdAfterIncrements(boolean old) {
        RedisServer server = server(old);
        try (BoardNode node = node(server, ScoreRule.SUM)) {
            for (String member : List.of("late", "early")) {
                node.submit(Score.of(member, 1));
            }
            node.submit(Score.of("early", 4));
            node.submit(Score.of("late", 4));
            assertThat(node.all()).containsExactly("early 5", "late 5");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anotherDefinition_isRefused_alsoAfterTheServerHasForgotten(boolean old) {
        RedisServer server = server(old);
        try (BoardNode node = node(server, ScoreRule.BEST);
                BoardNode other = node(server, ScoreRule.SUM)) {
            assertThat(node.top(1).total()).as("who reads records nothing").isZero();
            for (int i = 0; i < 2; i++) {
                List<BoardReply> done = node.execute(List.of(node.step(Score.of("a", 1)), node.step(Score.of("b", 2))));
                assertThat(done).allMatch(BoardReply.Submitted.class::isInstance);
                BoardReply refusal = new BoardReply.Mismatch(node.definition.text());
                assertThat(other.execute(List.of(
                                other.step(Score.of("a", 1)),
                                new BoardStep.Top(other.window(), 1, -1),
                                new BoardStep.Find(other.window(), List.of("a")),
                                new BoardStep.Remove("a", true, List.of(other.window())),
                                new BoardStep.TakeEnded(1, 1),
                                new BoardStep.Build(1, true, 1))))
                        .allMatch(refusal::equals);
                assertThat(node.all()).containsExactly("b 2", "a 1");
                server.command("FLUSHALL");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void serverThatForgetsScripts_isToldThem(boolean old) {
        RedisServer server = server(old);
        try (BoardNode node = node(server, ScoreRule.SUM)) {
            for (int i = 1; i <= 3; i++) {
                server.command("SCRIPT", "FLUSH");
                List<BoardReply> done = node.execute(List.of(
                        node.step(Score.of("a", 1)),
                        new BoardStep.Remove("b", true, List.of(node.window())),
                        node.step(Score.of("a", 1)),
                        new BoardStep.Find(node.window(), List.of("a"))));
                assertThat(done.get(3)).isInstanceOf(BoardReply.Found.class);
                assertThat(node.all()).containsExactly("a " + 2 * i);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fullServer_refusesScores_butNotABan(boolean old) {
        RedisServer server = server(old);
        try (BoardNode node = node(server, ScoreRule.BEST)) {
            node.submit(Score.of("a", 1));
            server.command("CONFIG", "SET", "maxmemory-policy", "noeviction");
            server.command("CONFIG", "SET", "maxmemory", "1");
            assertThat(node.execute(node.step(Score.of("b", 1))))
                    .isEqualTo(new BoardReply.Failed(StepReply.Outcome.NOT_APPLIED, "redis has no room: OOM"));
            assertThat(node.all()).containsExactly("a 1");
            assertThat(node.done(new BoardStep.Remove("a", true, List.of(node.window()))))
                    .isTrue();
            assertThat(node.all()).isEmpty();
        }
    }

    /** The order is that of bytes, whatever the server's language, and a place need not be anybody's. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void pages_goOnBehindAPlaceThatIsNobodys(boolean old) {
        RedisServer server = server(old);
        BoardDefinition byName = new BoardDefinition(
                BoardNode.allTime(ScoreRule.BEST).order(),
                ScoreRule.BEST,
                TieRule.MEMBER,
                RankStyle.STANDARD,
                List.of(Period.allTime()),
                0,
                Duration.ZERO,
                Duration.ZERO,
                0);
        try (BoardNode node = BoardNode.at(server, byName).connected()) {
            List<String> names = List.of("", "A", "B", "Z", "a", "b", "zz", "\u00e4", "\uffee", "\ud83d\ude00");
            names.forEach(name -> node.submit(Score.of(name, 5)));
            node.submit(Score.of("best", 6));
            node.submit(Score.of("last", 4));
            assertThat(node.top(20).standings())
                    .extracting(Standing::member)
                    .containsExactlyElementsOf(Stream.of(List.of("best"), names, List.of("last"))
                            .flatMap(List::stream)
                            .toList());
            assertThat(behind(node, "C", 5)).containsExactly("Z", "a", "b");
            assertThat(behind(node, "a", 5)).containsExactly("b", "zz", "\u00e4");
            assertThat(behind(node, "\u00e4", 5)).containsExactly("\uffee", "\ud83d\ude00", "last");
            assertThat(behind(node, "last", 5))
                    .as("with another score than it has now")
                    .containsExactly("zz", "\u00e4", "\uffee");
            assertThat(behind(node, "x", 7)).containsExactly("best", "", "A");
            assertThat(behind(node, "x", 1)).isEmpty();
        }
    }

    private static List<String> behind(BoardNode node, String member, long score) {
        BoardStep step = new BoardStep.Behind(node.window(), new BoardRecord(score, 0, 1, null), member, 3);
        return node.execute(step) instanceof BoardReply.Listed listed
                ? listed.standings().stream().map(Standing::member).toList()
                : List.of("no answer");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void periodsWithoutAWindow_areClosed(boolean old) {
        RedisServer server = server(old);
        BoardDefinition two = BoardNode.definition(
                ScoreRule.BEST,
                RankStyle.ORDINAL,
                Period.allTime(),
                Period.season(Instant.EPOCH, Instant.ofEpochSecond(1)));
        try (BoardNode node = BoardNode.at(server, two).connected()) {
            assertThat(node.windows()).isEqualTo(Arrays.asList(node.window(), null));
            List<PeriodResult> results = node.submit(Score.of("a", 1)).periods();
            assertThat(results).extracting(PeriodResult::effect).containsExactly(Effect.ADDED, Effect.CLOSED);
            assertThat(results.get(1).total()).isZero();
        }
    }
}
