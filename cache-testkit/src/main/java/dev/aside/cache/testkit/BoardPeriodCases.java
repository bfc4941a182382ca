package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.leaderboard.Effect;
import dev.aside.cache.leaderboard.PeriodResult;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardWindow;
import dev.aside.cache.spi.LeaderboardBackend.Ability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Windows that close, are told of, and expire. Those that have closed already are filled by a build, which may. */
abstract class BoardPeriodCases extends BoardQueryCases {

    static final Duration LONG = Duration.ofHours(1);
    private static final long BUILD = 77;

    /** For subclasses. */
    BoardPeriodCases() {}

    private BoardUnderTest periods() {
        return board(kind -> kind.periods(2));
    }

    private static Score score(BoardUnderTest board, String member, long score) {
        return Score.of(member, score).at(board.at(1));
    }

    /** Puts somebody into windows that have closed. */
    private static void fill(BoardUnderTest board, BoardWindow... windows) {
        assertThat(board.beginBuild(BUILD)).isTrue();
        for (BoardWindow window : windows) {
            List<BoardWindow> both = window.period() == 0 ? List.of(window) : List.of(board.all(), window);
            board.submitted(score(board, "ada", 5), new ArrayList<>(both), BUILD);
        }
        assertThat(board.endBuild(BUILD, true, windows)).isTrue();
    }

    @Test
    void closedWindow_refuses_andTellsWhatStands() {
        BoardUnderTest board = periods();
        fill(board, board.closed(0));
        PeriodResult result = board.submit(score(board, "ada", 9), board.closed(0));
        assertThat(result.effect()).isEqualTo(Effect.CLOSED);
        assertThat(Objects.requireNonNull(result.standing()).score()).isEqualTo(5);
        assertThat(Objects.requireNonNull(result.previous()).score()).isEqualTo(5);
        assertThat(result.total()).isEqualTo(1);
        PeriodResult other = board.submit(score(board, "bob", 9), board.closed(0));
        assertThat(other.effect()).isEqualTo(Effect.CLOSED);
        assertThat(other.standing()).isNull();
        assertThat(board.names(board.closed(0))).containsExactly("ada");
    }

    @Test
    void lateScore_landsWhereItBelongs_whileTheGraceGoesOn() {
        BoardUnderTest board = periods();
        PeriodResult late = board.submitted(score(board, "ada", 9), List.of(board.all(), board.late(1)), 0)
                .periods()
                .get(1);
        assertThat(late.effect()).isEqualTo(Effect.ADDED);
        assertThat(board.score(board.late(1), "ada")).isEqualTo(9);
        assertThat(board.standing(board.running(1), "ada")).isNull();
    }

    @Test
    void windowCloses_whenItsTimeHasCome() {
        BoardUnderTest board = periods();
        BoardWindow soon = board.closing(0, Duration.ofMillis(300));
        assertThat(board.submit(score(board, "ada", 5), soon).effect()).isIn(Effect.ADDED, Effect.CLOSED);
        advance(Duration.ofMillis(400));
        assertThat(board.submit(score(board, "ada", 6), soon).effect()).isEqualTo(Effect.CLOSED);
    }

    @Test
    void expiredWindow_isEmpty_andTakesNothing() {
        BoardUnderTest board = periods();
        BoardWindow soon = board.expiring(0, Duration.ofMillis(300));
        board.submit(score(board, "ada", 5), soon);
        advance(Duration.ofMillis(400));
        assertThat(board.top(soon, 10).standings()).isEmpty();
        assertThat(board.top(soon, 10).total()).isZero();
        assertThat(board.find(soon, "ada").places()).containsOnlyNulls();
        assertThat(board.beginBuild(BUILD)).isTrue();
        PeriodResult built = board.build(BUILD, score(board, "ada", 6), board.expired(0));
        assertThat(built.effect()).isEqualTo(Effect.CLOSED);
        assertThat(built.standing()).isNull();
    }

    @Test
    void endIsTaken_andToldOnce() {
        need(Ability.PERIOD_ENDS);
        BoardUnderTest board = periods();
        fill(board, board.closed(1));
        assertThat(board.ends(board.of(0), 10, LONG))
                .containsExactly(board.closed(1).startMillis());
        assertThat(board.ends(board.of(1), 10, LONG)).isEmpty();
        assertThat(board.ends(board.of(0), 10, LONG)).isEmpty();
        assertThat(board.done(new BoardStep.Told(board.closed(1)))).isTrue();
        assertThat(board.done(board.there(), new BoardStep.Told(board.closed(1))))
                .isFalse();
        assertThat(board.names(board.closed(1))).containsExactly("ada");
    }

    /** Three instances; the first dies after it has taken. */
    @Test
    void endThatWasTakenAndNotTold_comesAgain() {
        need(Ability.PERIOD_ENDS);
        BoardUnderTest board = periods();
        fill(board, board.closed(1));
        Duration claim = Duration.ofMillis(200);
        assertThat(board.ends(board.of(0), 10, claim)).hasSize(1);
        advance(Duration.ofMillis(300));
        assertThat(board.ends(board.of(1), 10, LONG)).hasSize(1);
        assertThat(board.ends(board.of(2), 10, LONG)).isEmpty();
        assertThat(board.done(board.of(1), new BoardStep.Told(board.closed(1)))).isTrue();
    }

    @Test
    void endThatWasTold_doesNotComeAgain() {
        need(Ability.PERIOD_ENDS);
        BoardUnderTest board = periods();
        fill(board, board.closed(1));
        assertThat(board.ends(board.here(), 10, Duration.ofMillis(50))).hasSize(1);
        assertThat(board.done(new BoardStep.Told(board.closed(1)))).isTrue();
        advance(Duration.ofMillis(100));
        assertThat(board.ends(board.there(), 10, LONG)).isEmpty();
        fill(board, board.closed(1));
        assertThat(board.ends(board.there(), 10, LONG)).isEmpty();
    }

    @Test
    void onlyWhatHasClosed_andHasHadSomebody_isTaken() {
        need(Ability.PERIOD_ENDS);
        BoardUnderTest board = periods();
        for (BoardWindow window : List.of(board.running(1), board.late(1))) {
            board.submitted(score(board, "ada", 5), List.of(board.all(), window), 0);
        }
        board.submitted(score(board, "ada", 5), List.of(board.all(), board.closed(1)), 0);
        assertThat(board.ends(board.here(), 10, LONG)).isEmpty();
    }

    @Test
    void noMoreThanAskedFor_areTaken_andTheRestByOthers() {
        need(Ability.PERIOD_ENDS);
        BoardUnderTest board = periods();
        BoardWindow[] windows =
                IntStream.range(1, 6).mapToObj(i -> board.closed(1, i)).toArray(BoardWindow[]::new);
        fill(board, windows);
        List<Long> some = board.ends(board.of(0), 2, LONG);
        List<Long> rest = board.ends(board.of(1), 10, LONG);
        assertThat(some).hasSize(2);
        assertThat(rest).hasSize(3).doesNotContainAnyElementsOf(some);
    }

    @Test
    void instancesThatTakeAtOnce_takeEachEndOnce() throws Exception {
        need(Ability.PERIOD_ENDS);
        BoardUnderTest board = periods();
        BoardWindow[] windows =
                IntStream.range(1, 31).mapToObj(i -> board.closed(1, i)).toArray(BoardWindow[]::new);
        fill(board, windows);
        ConcurrentLinkedQueue<Long> taken = new ConcurrentLinkedQueue<>();
        SessionContractSettings.together(3, instance -> {
            for (int i = 0; i < 15; i++) {
                taken.addAll(board.ends(board.of(instance), 2 + instance, LONG));
            }
        });
        assertThat(taken).hasSize(windows.length).doesNotHaveDuplicates();
    }

    /** Whose clock was put back, or whose clock is behind, sees a window that closes later. */
    @Test
    void windowThatWasTaken_isClosedForGood_whateverTheClockSays() {
        need(Ability.PERIOD_ENDS);
        BoardUnderTest board = periods();
        BoardWindow closed = board.closed(0);
        fill(board, closed);
        assertThat(board.ends(board.here(), 10, LONG)).hasSize(1);
        BoardWindow later = new BoardWindow(
                0, closed.startMillis(), closed.endMillis(), board.running(0).closesMillis(), closed.expiresMillis());
        assertThat(board.submit(score(board, "ada", 9), later).effect()).isEqualTo(Effect.CLOSED);
        assertThat(board.score(closed, "ada")).isEqualTo(5);
    }

    @Test
    void removal_reachesClosedWindows() {
        BoardUnderTest board = periods();
        fill(board, board.closed(0), board.closed(0, 5));
        assertThat(board.remove("ada", true, board.closed(0), board.closed(0, 5)))
                .isTrue();
        assertThat(board.names(board.closed(0))).isEmpty();
        assertThat(board.names(board.closed(0, 5))).isEmpty();
    }

    @Test
    void operationThatFoundAllClosed_isRemembered() {
        BoardUnderTest board = board(kind -> kind.rule(ScoreRule.SUM));
        Score score = score(board, "ada", 9).operation("late");
        assertThat(board.submit(score, board.closed(0)).effect()).isEqualTo(Effect.CLOSED);
        BoardReply again = board.answer(board.there(), new BoardStep.Submit(score, List.of(board.closed(0)), 0));
        assertThat(((BoardReply.Submitted) again).submission().isRepeated()).isTrue();
        assertThat(board.answer(board.there(), new BoardStep.Submit(score.column(3), List.of(board.closed(0)), 0)))
                .isEqualTo(BoardReply.Reused.INSTANCE);
    }
}
