package dev.aside.cache.redis;

import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.Period;
import dev.aside.cache.leaderboard.PeriodResult;
import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.ScoreOrder;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.leaderboard.Submission;
import dev.aside.cache.leaderboard.TieRule;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardSpec;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardStore;
import dev.aside.cache.spi.BoardWindow;
import dev.aside.cache.spi.LeaderboardBackend;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.RedisServer;
import dev.aside.cache.testkit.server.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One node of an application, with one leaderboard. */
final class BoardNode implements AutoCloseable {

    static final String NAME = "arcade";
    static final Duration KEPT = Duration.ofMinutes(10);

    final BoardDefinition definition;
    final BoardStore store;
    private final RedisBackend backend;
    private final RealTime time = new RealTime();

    BoardNode(RedisBackend backend, BoardDefinition definition) {
        this.backend = backend;
        this.definition = definition;
        this.store = backend.find(LeaderboardBackend.class)
                .orElseThrow()
                .open(new BoardSpec(NAME, definition, KEPT.toMillis()), time.runtime());
    }

    static BoardNode at(TestServer server, BoardDefinition definition) {
        return new BoardNode(RedisBackend.of("redis://" + server.host() + ":" + server.port()), definition);
    }

    static BoardNode at(FaultProxy proxy, BoardDefinition definition) {
        return new BoardNode(RedisBackend.of("redis://" + proxy.host() + ":" + proxy.port()), definition);
    }

    static BoardDefinition definition(ScoreRule rule, RankStyle style, Period... periods) {
        return new BoardDefinition(
                ScoreOrder.HIGHEST_FIRST,
                rule,
                TieRule.FIRST,
                style,
                List.of(periods),
                0,
                Duration.ZERO,
                Duration.ZERO,
                0);
    }

    static BoardDefinition allTime(ScoreRule rule) {
        return definition(rule, RankStyle.ORDINAL, Period.allTime());
    }

    /** The windows of now. */
    List<@Nullable BoardWindow> windows() {
        List<@Nullable BoardWindow> windows = new ArrayList<>();
        for (int i = 0; i < definition.periods().size(); i++) {
            windows.add(BoardWindow.at(definition, i, store.timeMillis()));
        }
        return windows;
    }

    BoardWindow window() {
        BoardWindow first = windows().get(0);
        if (first == null) {
            throw new AssertionError("no window");
        }
        return first;
    }

    BoardStep step(Score score) {
        return new BoardStep.Submit(score, windows(), 0);
    }

    List<BoardReply> execute(List<BoardStep> steps) {
        try {
            return store.execute(steps, TestNode.PATIENCE).toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    BoardReply execute(BoardStep step) {
        return execute(List.of(step)).get(0);
    }

    Submission submit(Score score) {
        return submission(execute(step(score)));
    }

    static Submission submission(BoardReply reply) {
        if (reply instanceof BoardReply.Submitted submitted) {
            return submitted.submission();
        }
        throw new AssertionError(reply);
    }

    PeriodResult first(Score score) {
        return submit(score).first();
    }

    boolean done(BoardStep step) {
        BoardReply reply = execute(step);
        if (reply instanceof BoardReply.Done done) {
            return done.changed();
        }
        throw new AssertionError(reply);
    }

    BoardReply.Listed top(int most) {
        BoardReply reply = execute(new BoardStep.Top(window(), most, -1));
        if (reply instanceof BoardReply.Listed listed) {
            return listed;
        }
        throw new AssertionError(reply);
    }

    /** Who is there, with the score. */
    List<String> all() {
        return top(1_000).standings().stream().map(BoardNode::text).toList();
    }

    private static String text(Standing one) {
        return one.member() + " " + one.score();
    }

    /** Waits for a connection. */
    BoardNode connected() {
        RealTime.await(
                "connected",
                TestNode.PATIENCE,
                () -> execute(new BoardStep.Top(window(), 0, -1)) instanceof BoardReply.Listed);
        return this;
    }

    /** Returns the board's keys at a server, without what they all begin with. */
    static List<String> keys(RedisServer server) {
        String all = server.command("KEYS", "*");
        return all == null || all.isEmpty()
                ? List.of()
                : Arrays.stream(all.split("\n", -1))
                        .map(key -> key.substring((NAME + ":{b" + NAME + "}").length()))
                        .sorted()
                        .toList();
    }

    @Override
    public void close() {
        store.close();
        backend.close();
        time.close();
    }
}
