package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.leaderboard.Effect;
import dev.aside.cache.leaderboard.Period;
import dev.aside.cache.leaderboard.PeriodResult;
import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.leaderboard.Submission;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.RedisServer;
import java.time.DayOfWeek;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What steps on a leaderboard send, counted on the wire and at the server. */
@Timeout(60)
final class BoardRequestsIT {

    private static final Pattern CALLS = Pattern.compile("cmdstat_([a-z]+):calls=([0-9]+)");

    private final RedisServer server = RedisServer.start();
    private final FaultProxy proxy = FaultProxy.resp(server.address());

    @AfterEach
    void close() {
        proxy.close();
        server.close();
    }

    private BoardNode node(RankStyle style) {
        return BoardNode.at(
                        proxy,
                        BoardNode.definition(
                                ScoreRule.BEST,
                                style,
                                Period.allTime(),
                                Period.daily(ZoneOffset.UTC),
                                Period.weekly(ZoneOffset.UTC, DayOfWeek.MONDAY)))
                .connected();
    }

    /** The first one, too, which tells the server what the board is. */
    @Test
    void submission_isOneRequest_withAllThatIsToldOfAllPeriods() {
        try (BoardNode node = node(RankStyle.STANDARD)) {
            proxy.forgetCounts();
            for (int i = 1; i <= 20; i++) {
                Submission done = node.submit(
                        Score.of("m" + i % 7, i).neighbours(2).metadata("x").operation("o" + i));
                assertThat(done.periods()).hasSize(3).allSatisfy(period -> {
                    assertThat(period.effect().isApplied()).isTrue();
                    assertThat(period.standing()).isNotNull();
                    assertThat(period.neighbours()).contains(Objects.requireNonNull(period.standing()));
                });
                assertThat(proxy.requests("EVALSHA")).isEqualTo(i);
            }
        }
    }

    @Test
    void batch_isOneTrip() {
        try (BoardNode node = node(RankStyle.ORDINAL)) {
            node.submit(Score.of("m", 1));
            List<BoardStep> steps = IntStream.range(0, 64)
                    .mapToObj(i -> node.step(Score.of("m" + i, i)))
                    .toList();
            long scripts = proxy.requests("EVALSHA");
            proxy.toClient().blackHole(true);
            CompletableFuture<List<BoardReply>> replies =
                    node.store.execute(steps, TestNode.PATIENCE).toCompletableFuture();
            int calls = 13; // five submissions in three windows each are called together
            proxy.awaitRequests("EVALSHA", scripts + calls, TestNode.PATIENCE);
            RealTime.await("done", TestNode.PATIENCE, () -> "65".equals(server.command("ZCARD", key("z0:0:0"))));
            proxy.heal();
            assertThat(replies.join()).hasSize(64).allMatch(BoardReply.Submitted.class::isInstance);
        }
    }

    /** They ask on the connection's own thread, so that all have asked before it sends. */
    @Test
    void whoAsksAtTheSameTime_isOneScript_andAnsweredForItself() {
        try (BoardNode node = node(RankStyle.STANDARD)) {
            node.submit(Score.of("m", 1));
            proxy.forgetCounts();
            List<BoardReply> replies = together(node, 40, i -> node.step(Score.of("m" + i, 100 + i)));
            for (int i = 0; i < 40; i++) {
                PeriodResult own = BoardNode.submission(replies.get(i)).first();
                assertThat(own.effect()).isEqualTo(Effect.ADDED);
                assertThat(Objects.requireNonNull(own.standing()).score()).isEqualTo(100 + i);
                assertThat(own.total()).isEqualTo(i + 2);
            }
            assertThat(proxy.requests("EVALSHA"))
                    .as("five in three windows at a time")
                    .isEqualTo(1 + 8);

            proxy.forgetCounts();
            replies = together(node, 20, i -> new BoardStep.Around(node.window(), "m" + (10 + i), 2));
            for (int i = 0; i < 20; i++) {
                assertThat(((BoardReply.Listed) replies.get(i))
                                .standings()
                                .get(2)
                                .member())
                        .isEqualTo("m" + (10 + i));
            }
            assertThat(proxy.requests("EVALSHA"))
                    .as("twelve times five at a time")
                    .isEqualTo(1 + 2);
        }
    }

    @Test
    void whoAsksAtTheSameTime_isAskedForAgain_whereTheServerHasLostTheScripts() {
        try (BoardNode node = node(RankStyle.ORDINAL)) {
            node.submit(Score.of("m", 1));
            server.command("SCRIPT", "FLUSH");
            List<BoardReply> replies = together(node, 10, i -> node.step(Score.of("m" + i, 100 + i)));
            assertThat(replies).hasSize(10).allMatch(BoardReply.Submitted.class::isInstance);
            assertThat(node.top(20).total()).isEqualTo(11);
        }
    }

    /** Another kind in between keeps its place. */
    @Test
    void whoAsksAtTheSameTime_isDoneInTurn() {
        try (BoardNode node = node(RankStyle.ORDINAL)) {
            node.submit(Score.of("m", 1));
            List<BoardReply> replies = together(
                    node,
                    3,
                    i -> i == 1
                            ? new BoardStep.Remove("ada", false, List.of(node.window()))
                            : node.step(Score.of("ada", 5)));
            assertThat(replies.get(1)).isEqualTo(new BoardReply.Done(true));
            for (int i : List.of(0, 2)) {
                assertThat(BoardNode.submission(replies.get(i)).first().effect())
                        .isEqualTo(Effect.ADDED);
            }
        }
    }

    private List<BoardReply> together(BoardNode node, int count, IntFunction<BoardStep> step) {
        List<CompletableFuture<List<BoardReply>>> sent = new ArrayList<>();
        List<BoardStep> steps = IntStream.range(0, count).mapToObj(step).toList();
        server.pause(); // so that the answer surely comes after somebody waits for it
        CompletableFuture<?> asked = node.store
                .execute(List.of(new BoardStep.Top(node.window(), 1, -1)), TestNode.PATIENCE)
                .toCompletableFuture()
                .thenRun(() -> steps.forEach(one -> sent.add(
                        node.store.execute(List.of(one), TestNode.PATIENCE).toCompletableFuture())));
        server.resume();
        asked.join();
        return sent.stream().map(one -> one.join().get(0)).toList();
    }

    private static String key(String rest) {
        return BoardNode.NAME + ":{b" + BoardNode.NAME + "}" + rest;
    }

    /** The server's own work: what it costs to submit is known to the command. */
    @Test
    void commandsOfASubmission_areFew() {
        try (BoardNode node =
                BoardNode.at(server, BoardNode.allTime(ScoreRule.BEST)).connected()) {
            for (int i = 0; i < 10; i++) {
                node.submit(Score.of("m" + i, i));
            }
            assertThat(commands(() -> node.submit(Score.of("new", 5))))
                    .isEqualTo("hmget 2, hset 1, zadd 1, zcard 1, zrank 1");
            assertThat(commands(() -> node.submit(Score.of("new", 50))))
                    .isEqualTo("hmget 2, hset 1, zadd 1, zcard 1, zrank 2, zrem 1");
            assertThat(commands(() -> node.submit(Score.of("new", 4)))).isEqualTo("hmget 2, zcard 1, zrank 1");
        }
    }

    /** What a script calls, but for the time. */
    private String commands(Runnable call) {
        server.command("CONFIG", "RESETSTAT");
        call.run();
        Matcher calls = CALLS.matcher(Objects.requireNonNull(server.command("INFO", "commandstats")));
        return calls.results()
                .filter(one ->
                        !List.of("evalsha", "time", "info", "config", "auth").contains(one.group(1)))
                .map(one -> one.group(1) + " " + one.group(2))
                .sorted()
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
    }
}
