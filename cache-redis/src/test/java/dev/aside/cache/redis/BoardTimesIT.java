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
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardWindow;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.server.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes by the time of the server. */
@Timeout(60)
final class BoardTimesIT extends EachBoardServer {

    private static final Duration SOON = Duration.ofMillis(400);

    /** A window that closes, and another moment later expires. */
    private static BoardWindow closing(BoardNode node, Duration closes, Duration expires) {
        long now = node.store.timeMillis();
        return new BoardWindow(0, now - 1_000, now, now + closes.toMillis(), now + expires.toMillis());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theServersTime_isADate_andThatOfScores(boolean old) {
        RedisServer server = server(old);
        long before = System.currentTimeMillis();
        try (BoardNode node = BoardNode.at(server, BoardNode.allTime(ScoreRule.BEST))) {
            assertThat(node.store.timeMillis())
                    .as("before there is a connection")
                    .isBetween(before - 1, before + 5_000);
            Standing first = standing(node.connected().first(Score.of("a", 1)));
            Standing second = standing(node.first(Score.of("b", 1)));
            assertThat(first.at()).isBetween(Instant.ofEpochMilli(before), Instant.now());
            assertThat(first.at()).isBefore(second.at());
            assertThat(second.rank()).isEqualTo(2);
            assertThat(node.store.timeMillis()).isBetween(before - 1, System.currentTimeMillis() + 50);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void windows_closeByTheServersClock_andExpire(boolean old) {
        RedisServer server = server(old);
        BoardDefinition daily =
                BoardNode.definition(ScoreRule.BEST, RankStyle.DENSE, Period.season(Instant.EPOCH, Instant.now()));
        try (BoardNode node = BoardNode.at(server, daily)) {
            RealTime.await(
                    "a date",
                    TestNode.PATIENCE,
                    () -> node.execute(new BoardStep.Unban("x")) instanceof BoardReply.Done);
            BoardWindow window = closing(node, SOON, SOON.multipliedBy(2));
            assertThat(submit(node, Score.of("a", 1), window).effect()).isEqualTo(Effect.ADDED);
            assertThat(submit(node, Score.of("a", 2), window).effect()).isEqualTo(Effect.CHANGED);
            assertThat(expiring(server))
                    .as("also where the only member has moved")
                    .containsExactly("h", "s", "z");
            RealTime.await("closed", TestNode.PATIENCE, () -> node.store.timeMillis() > window.closesMillis() + 20);
            PeriodResult late = submit(node, Score.of("a", 3), window);
            assertThat(late.effect()).isEqualTo(Effect.CLOSED);
            assertThat(standing(late).score()).isEqualTo(2);
            RealTime.await("expired", TestNode.PATIENCE, () -> node.store.timeMillis() > window.expiresMillis() + 20);
            assertThat(node.execute(new BoardStep.Top(window, 5, -1)))
                    .isInstanceOfSatisfying(
                            BoardReply.Listed.class,
                            listed -> assertThat(listed.total()).isZero());
            assertThat(BoardNode.keys(server)).containsExactly("m", "t", "w");
        }
    }

    private static List<String> expiring(RedisServer server) {
        return BoardNode.keys(server).stream()
                .filter(key -> !List.of("m", "t", "w").contains(key))
                .filter(key ->
                        !"-1".equals(server.command("PTTL", BoardNode.NAME + ":{b" + BoardNode.NAME + "}" + key)))
                .map(key -> key.substring(0, 1))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endedWindows_areTakenByOne_againLater_andToldOnce(boolean old) {
        RedisServer server = server(old);
        BoardDefinition season =
                BoardNode.definition(ScoreRule.BEST, RankStyle.ORDINAL, Period.season(Instant.EPOCH, Instant.now()));
        try (BoardNode node = BoardNode.at(server, season);
                BoardNode other = BoardNode.at(server, season)) {
            RealTime.await(
                    "connected",
                    TestNode.PATIENCE,
                    () -> ended(node, 1).isEmpty() && ended(other, 1).isEmpty());
            BoardWindow window = closing(node, SOON, Duration.ofHours(1));
            submit(node, Score.of("a", 1), window);
            assertThat(ended(node, 60_000)).isEmpty();
            RealTime.await("ended", TestNode.PATIENCE, () -> !ended(node, 150).isEmpty());
            assertThat(ended(other, 60_000)).as("taken by another").isEmpty();
            RealTime.await(
                    "not told", TestNode.PATIENCE, () -> !ended(other, 60_000).isEmpty());
            BoardWindow later = new BoardWindow(
                    0,
                    window.startMillis(),
                    window.endMillis(),
                    window.closesMillis() + 60_000,
                    window.expiresMillis());
            assertThat(submit(node, Score.of("a", 2), later).effect())
                    .as("closed for good")
                    .isEqualTo(Effect.CLOSED);
            assertThat(other.done(new BoardStep.Told(window))).isTrue();
            assertThat(node.done(new BoardStep.Told(window))).isFalse();
            RealTime.pass(Duration.ofMillis(200));
            assertThat(ended(node, 60_000)).isEmpty();
        }
    }

    /** Who is told names the window, and no more of it. A build that fills it again must not have it told again. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endThatWasTold_isKnown_asLongAsItsWindowCanBeRead(boolean old) {
        RedisServer server = server(old);
        BoardDefinition season =
                BoardNode.definition(ScoreRule.BEST, RankStyle.ORDINAL, Period.season(Instant.EPOCH, Instant.now()));
        try (BoardNode node = BoardNode.at(server, season)) {
            RealTime.await("connected", TestNode.PATIENCE, () -> ended(node, 1).isEmpty());
            BoardWindow window = closing(node, SOON, Duration.ofDays(90));
            submit(node, Score.of("a", 1), window);
            RealTime.await(
                    "ended", TestNode.PATIENCE, () -> !ended(node, 60_000).isEmpty());
            assertThat(node.done(new BoardStep.Told(new BoardWindow(0, window.startMillis(), 0, 0, 0))))
                    .isTrue();
            String until = server.command(
                    "ZSCORE", BoardNode.NAME + ":{b" + BoardNode.NAME + "}t", "0:" + window.startMillis());
            assertThat(Long.parseLong(Objects.requireNonNull(until))).isGreaterThan(window.expiresMillis());
        }
    }

    /** Nobody may ever ask for ends. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void windowsThatAreOver_areForgotten_byThoseThatBegin(boolean old) {
        RedisServer server = server(old);
        BoardDefinition season =
                BoardNode.definition(ScoreRule.BEST, RankStyle.ORDINAL, Period.season(Instant.EPOCH, Instant.now()));
        String prefix = BoardNode.NAME + ":{b" + BoardNode.NAME + "}";
        try (BoardNode node = BoardNode.at(server, season)) {
            RealTime.await("connected", TestNode.PATIENCE, () -> ended(node, 1).isEmpty());
            for (int start = 1; start <= 5; start++) {
                submit(node, Score.of("a", 1), open(node, start));
                server.command("ZADD", prefix + "t", "1", "0:" + start); // and a week later
                server.command("HSET", prefix + "m", "c0:" + start, "2");
            }
            submit(node, Score.of("a", 1), open(node, 6));
            submit(node, Score.of("a", 1), open(node, 7));
            assertThat(server.command("ZCARD", prefix + "t")).isEqualTo("2");
            assertThat(server.command("ZCARD", prefix + "w")).isEqualTo("2");
            assertThat(server.command("HKEYS", prefix + "m")).doesNotContain("c0:");
        }
    }

    private static BoardWindow open(BoardNode node, long startMillis) {
        long later = node.store.timeMillis() + 3_600_000;
        return new BoardWindow(0, startMillis, later, later, later);
    }

    private static List<Long> ended(BoardNode node, long claimMillis) {
        return node.execute(new BoardStep.TakeEnded(10, claimMillis)) instanceof BoardReply.Ended ended
                ? ended.windows().stream().map(BoardWindow::startMillis).toList()
                : List.of();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void buildThatIsOver_isDropped_andOneThatIsSwapped_leavesNothingOfTheOldBoard(boolean old) {
        RedisServer server = server(old);
        try (BoardNode node = node(server, ScoreRule.BEST)) {
            node.submit(Score.of("old", 1));
            assertThat(node.done(new BoardStep.Build(7, true, 1))).isTrue();
            BoardWindow window = node.window();
            RealTime.pass(Duration.ofMillis(5));
            assertThat(node.execute(new BoardStep.Submit(Score.of("a", 1), List.of(window), 7)))
                    .isInstanceOfSatisfying(
                            BoardReply.Failed.class,
                            failed -> assertThat(failed.outcome()).isEqualTo(StepReply.Outcome.NOT_APPLIED));
            assertThat(node.done(new BoardStep.Build(7, false, 60_000)))
                    .as("dead")
                    .isFalse();
            assertThat(node.done(new BoardStep.Build(8, true, 60_000))).isTrue();
            submit(node, Score.of("new", 2), window, 8);
            node.submit(Score.of("both", 3));
            assertThat(BoardNode.keys(server)).containsExactly("b2", "h0:0:0", "h2:0:0", "m", "z0:0:0", "z2:0:0");
            assertThat(node.all()).containsExactly("both 3", "old 1");
            long before = node.top(1).version();
            assertThat(node.done(new BoardStep.EndBuild(8, true, List.of(window))))
                    .isTrue();
            assertThat(node.all()).containsExactly("both 3", "new 2");
            assertThat(node.top(1).version()).isGreaterThan(before);
            assertThat(BoardNode.keys(server)).containsExactly("h2:0:0", "m", "z2:0:0");
        }
    }

    /** A replica may lack scores that were added, and scores that were submitted meanwhile. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void buildEndsWithItsServer_alsoIfAReplicaTakesItsPlace(boolean old) {
        RedisServer.Builder one = RedisServer.builder().replicas(1);
        try (RedisServer writer = (old ? one.version62() : one).start();
                BoardNode before = node(writer, ScoreRule.BEST)) {
            RedisServer replica = writer.replicas().get(0);
            before.submit(Score.of("old", 1));
            assertThat(before.done(new BoardStep.Build(7, true, 60_000))).isTrue();
            submit(before, Score.of("new", 2), before.window(), 7);
            replica.awaitReplay(writer);
            writer.kill();
            replica.command("REPLICAOF", "NO", "ONE");
            try (BoardNode after = node(replica, ScoreRule.BEST)) {
                assertThat(after.done(new BoardStep.Build(7, false, 60_000))).isFalse();
                assertThat(BoardNode.keys(replica)).containsExactly("h0:0:0", "m", "z0:0:0");
                assertThat(after.done(new BoardStep.EndBuild(7, true, List.of(after.window()))))
                        .isFalse();
                assertThat(after.all()).containsExactly("old 1");
                assertThat(after.done(new BoardStep.Build(8, true, 60_000))).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void buildEndsWithItsServer_alsoIfThatStartsAgainWithAllThatItHad(boolean old) {
        RedisServer.Builder keeps =
                RedisServer.builder().config("appendonly", "yes").config("appendfsync", "always");
        try (RedisServer server = (old ? keeps.version62() : keeps).start();
                BoardNode before = node(server, ScoreRule.BEST)) {
            assertThat(before.done(new BoardStep.Build(7, true, 60_000))).isTrue();
            submit(before, Score.of("new", 2), before.window(), 7);
            server.restart();
            try (BoardNode after = node(server, ScoreRule.BEST)) {
                assertThat(BoardNode.keys(server)).contains("z1:0:0");
                assertThat(after.done(new BoardStep.EndBuild(7, true, List.of(after.window()))))
                        .isFalse();
                assertThat(BoardNode.keys(server)).containsExactly("m");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void claimOfABuildThatEnds_isSeenByWhoeverChangesTheBoard(boolean old) {
        RedisServer server = server(old);
        try (BoardNode node = node(server, ScoreRule.BEST)) {
            assertThat(node.done(new BoardStep.Build(7, true, 300))).isTrue();
            submit(node, Score.of("a", 1), node.window(), 7);
            assertThat(BoardNode.keys(server)).contains("z1:0:0");
            RealTime.pass(Duration.ofMillis(350));
            assertThat(node.done(new BoardStep.Unban("nobody"))).isFalse();
            node.done(new BoardStep.Remove("nobody", false, List.of(node.window())));
            assertThat(BoardNode.keys(server)).containsExactly("m");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void operation_isRememberedWithWhatItDid(boolean old) {
        RedisServer server = server(old);
        try (BoardNode node = node(server, ScoreRule.SUM)) {
            Score score = Score.of("a", 5).operation("one");
            node.submit(Score.of("a", 1));
            PeriodResult first = node.first(score);
            node.submit(Score.of("b", 9));
            node.done(new BoardStep.Remove("a", true, List.of(node.window())));
            BoardReply again = node.execute(node.step(score));
            assertThat(BoardNode.submission(again).isRepeated()).isTrue();
            PeriodResult result = BoardNode.submission(again).first();
            assertThat(result.effect()).isEqualTo(Effect.CHANGED);
            assertThat(result.previous()).isEqualTo(first.previous());
            assertThat(result.standing()).isNull();
            assertThat(result.total()).isEqualTo(1);
            assertThat(node.execute(node.step(Score.of("a", 6).operation("one"))))
                    .isEqualTo(BoardReply.Reused.INSTANCE);
            @Nullable String life = server.command("PTTL", BoardNode.NAME + ":{b" + BoardNode.NAME + "}o0:one");
            assertThat(Long.parseLong(Objects.requireNonNull(life)))
                    .isBetween(BoardNode.KEPT.toMillis() - 30_000, BoardNode.KEPT.toMillis());
        }
    }
}
