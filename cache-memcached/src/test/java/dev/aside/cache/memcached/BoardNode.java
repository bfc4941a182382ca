package dev.aside.cache.memcached;

import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.Page;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** One node of an application that has a board, of all time and the highest first. */
final class BoardNode implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final BoardWindow ALL = Objects.requireNonNull(BoardWindow.at(definition(ScoreRule.BEST), 0, 5));

    private static final Duration KEPT = Duration.ofMinutes(10);

    final MemcachedBackend backend;
    final BoardStore store;
    private final RealTime time = new RealTime();

    BoardNode(MemcachedBackend backend, String name, BoardDefinition definition) {
        this.backend = backend;
        this.store = backend.find(LeaderboardBackend.class)
                .orElseThrow()
                .open(new BoardSpec(name, definition, KEPT.toMillis()), time.runtime());
    }

    static BoardDefinition definition(ScoreRule rule) {
        return definition(rule, RankStyle.ORDINAL, 0);
    }

    static BoardDefinition definition(ScoreRule rule, RankStyle style, long members) {
        return new BoardDefinition(
                ScoreOrder.HIGHEST_FIRST,
                rule,
                TieRule.MEMBER,
                style,
                List.of(Period.allTime()),
                members,
                Duration.ZERO,
                Duration.ZERO,
                0);
    }

    /** Waits for a connection to each server. */
    BoardNode connected() {
        Site.await(backend, time.runtime());
        return this;
    }

    List<BoardReply> answers(Duration timeout, List<BoardStep> steps) {
        try {
            return store.execute(steps, timeout).toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    BoardReply answer(BoardStep step) {
        return answers(PATIENCE, List.of(step)).get(0);
    }

    static BoardStep.Submit step(Score score) {
        return new BoardStep.Submit(score, List.of(ALL), 0);
    }

    Submission submit(Score score) {
        BoardReply reply = answer(step(score));
        if (reply instanceof BoardReply.Submitted submitted) {
            return submitted.submission();
        }
        throw new AssertionError(reply);
    }

    PeriodResult submit(String member, long score) {
        return submit(Score.of(member, score)).first();
    }

    BoardReply.Listed top(int most) {
        BoardReply reply = answer(new BoardStep.Top(ALL, most, -1));
        if (reply instanceof BoardReply.Listed listed) {
            return listed;
        }
        throw new AssertionError(reply);
    }

    Page.State state() {
        return top(10).state();
    }

    Map<String, Long> scores(int most) {
        return top(most).standings().stream().collect(Collectors.toMap(Standing::member, Standing::score));
    }

    BoardReply.Found find(List<String> members) {
        BoardReply reply = answer(new BoardStep.Find(ALL, members));
        if (reply instanceof BoardReply.Found found) {
            return found;
        }
        throw new AssertionError(reply);
    }

    boolean done(BoardStep step) {
        BoardReply reply = answer(step);
        if (reply instanceof BoardReply.Done done) {
            return done.changed();
        }
        throw new AssertionError(reply);
    }

    boolean ban(String member) {
        return done(new BoardStep.Remove(member, true, List.of(ALL)));
    }

    /** Builds it anew from what is known. */
    void rebuild(long build, Map<String, Long> scores) {
        if (!done(new BoardStep.Build(build, true, 60_000))) {
            throw new AssertionError("another build");
        }
        List<BoardStep> steps = scores.entrySet().stream()
                .<BoardStep>map(
                        one -> new BoardStep.Submit(Score.of(one.getKey(), one.getValue()), List.of(ALL), build))
                .toList();
        if (!answers(PATIENCE, steps).stream().allMatch(BoardReply.Submitted.class::isInstance)
                || !done(new BoardStep.EndBuild(build, true, List.of(ALL)))) {
            throw new AssertionError("not built");
        }
    }

    @Override
    public void close() {
        store.close();
        backend.close();
        time.close();
    }
}
