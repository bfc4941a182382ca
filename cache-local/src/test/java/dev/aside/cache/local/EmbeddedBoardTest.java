package dev.aside.cache.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardReply.Listed;
import dev.aside.cache.spi.BoardRules;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardWindow;
import dev.aside.cache.testkit.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the contract leaves to a store: when a version changes, what is forgotten when, and who waits. */
final class EmbeddedBoardTest {

    private static final Duration SWEEPS = Duration.ofSeconds(3);

    private final ManualTime time = new ManualTime();
    private final EmbeddedBoard board = Boards.open(ScoreRule.LAST, RankStyle.STANDARD, time.runtime());

    @AfterEach
    void close() {
        board.close();
    }

    private long micros() {
        return BoardRules.micros(time.wallClock().instant());
    }

    private BoardWindow window(Duration closes, Duration expires) {
        long now = time.wallClock().millis();
        return new BoardWindow(0, now, now + closes.toMillis(), now + closes.toMillis(), now + expires.toMillis());
    }

    @Test
    void version_isTheTimeOfTheLastChange_orOneMoreThanTheOneBefore() {
        Boards.submit(board, "ada", 5);
        long first = Boards.top(board, 1).version();
        assertThat(first).isBetween(micros(), micros() + 1);
        Boards.submit(board, "ada", 6);
        assertThat(Boards.top(board, 1).version()).isEqualTo(first + 1);
        time.advance(Duration.ofMillis(1));
        Boards.submit(board, "bob", 6);
        assertThat(Boards.top(board, 1).version()).isEqualTo(micros());
    }

    @Test
    void version_staysWhereNothingChangesAmongTheFirst() {
        for (int i = 0; i < Listed.WATCHED + 10; i++) {
            Boards.submit(board, "m" + i, 1_000 - i);
        }
        Listed before = Boards.top(board, Listed.WATCHED);
        Boards.submit(board, "new", 1);
        Boards.submit(board, "m105", 2);
        Boards.run(board, new BoardStep.Remove("m106", true, List.of(Boards.ALL)));
        assertThat(Boards.run(board, new BoardStep.Top(Boards.ALL, Listed.WATCHED, before.version())))
                .isEqualTo(new BoardReply.Unchanged(before.total()));
        Boards.submit(board, "newer", 1);
        Listed after = Boards.top(board, Listed.WATCHED);
        assertThat(after.version()).isEqualTo(before.version());
        assertThat(after.total()).isEqualTo(before.total() + 1);
        assertThat(after.standings()).isEqualTo(before.standings());
        Boards.run(board, new BoardStep.Remove("m99", false, List.of(Boards.ALL)));
        assertThat(Boards.top(board, 1).version()).isGreaterThan(before.version());
        assertThat(Boards.top(board, Listed.WATCHED).standings().get(99).member())
                .isEqualTo("m100");
    }

    @Test
    void firstPage_isReadWhileSomebodyHasTheLock() throws Exception {
        for (int i = 0; i < 200; i++) {
            Boards.submit(board, "m" + i, i);
        }
        Listed before = Boards.top(board, 10);
        board.lock.writeLock().lock();
        try {
            CompletableFuture<Listed> other = CompletableFuture.supplyAsync(() -> Boards.top(board, 100));
            assertThat(other.get(10, TimeUnit.SECONDS).standings())
                    .startsWith(before.standings().get(0));
            CompletableFuture<BoardReply> missing = CompletableFuture.supplyAsync(() ->
                    Boards.run(board, new BoardStep.Top(window(Duration.ofHours(1), Duration.ofHours(2)), 10, -1)));
            assertThat(missing.get(10, TimeUnit.SECONDS)).isInstanceOf(Listed.class);
        } finally {
            board.lock.writeLock().unlock();
        }
    }

    @Test
    void boardThatHasNothingToForget_isNotLookedAfter() {
        Boards.submit(board, "ada", 5);
        time.advance(SWEEPS);
        assertThat(time.pending()).isZero();
    }

    @Test
    void operationsAreForgotten_manyAtATime() {
        for (int i = 0; i < 5_000; i++) {
            Boards.submit(board, Score.of("ada", i).operation("o" + i), Boards.ALL);
        }
        time.advance(Boards.KEEP.minusSeconds(2));
        assertThat(time.pending()).isOne();
        Boards.submit(board, Score.of("ada", 1).operation("late"), Boards.ALL);
        time.advance(Boards.KEEP.minusSeconds(2));
        assertThat(time.pending()).isOne();
        time.advance(SWEEPS);
        assertThat(time.pending()).isZero();
    }

    @Test
    void expiredWindowsAreForgotten_andTheirEndsOnceTheyAreTold() {
        BoardWindow window = window(Duration.ofMinutes(1), Duration.ofHours(1));
        Boards.submit(board, Score.of("ada", 5), window);
        time.advance(Duration.ofMinutes(2));
        assertThat(Boards.run(board, new BoardStep.TakeEnded(9, 1_000)))
                .isEqualTo(new BoardReply.Ended(List.of(window)));
        Boards.run(board, new BoardStep.Told(window));
        time.advance(Duration.ofMinutes(57));
        assertThat(time.pending()).isOne();
        time.advance(Duration.ofMinutes(1).plus(SWEEPS));
        assertThat(time.pending()).isZero();
    }

    @Test
    void endsThatNobodyAsksFor_areForgottenAfterAWeek() {
        Boards.submit(board, Score.of("ada", 5), window(Duration.ofMinutes(1), Duration.ofHours(1)));
        time.advance(Duration.ofDays(7));
        assertThat(Boards.run(board, new BoardStep.TakeEnded(9, 1_000)))
                .isInstanceOfSatisfying(
                        BoardReply.Ended.class,
                        ended -> assertThat(ended.windows()).hasSize(1));
        time.advance(Duration.ofHours(1).plus(SWEEPS));
        assertThat(time.pending()).isZero();
        assertThat(Boards.run(board, new BoardStep.TakeEnded(9, 1_000))).isEqualTo(new BoardReply.Ended(List.of()));
    }

    @Test
    void deadBuildIsForgotten() {
        Boards.run(board, new BoardStep.Build(7, true, 60_000));
        Boards.run(board, new BoardStep.Submit(Score.of("ada", 5), List.of(Boards.ALL), 7));
        time.advance(Duration.ofSeconds(59));
        assertThat(time.pending()).isOne();
        time.advance(Duration.ofSeconds(1).plus(SWEEPS));
        assertThat(time.pending()).isZero();
    }

    @Test
    void closedBoard_isNotLookedAfter() {
        Boards.submit(board, Score.of("ada", 5).operation("o"), Boards.ALL);
        board.close();
        assertThat(time.pending()).isZero();
    }
}
