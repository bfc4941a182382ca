package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.leaderboard.Effect;
import dev.aside.cache.leaderboard.PeriodResult;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.ScoreOrder;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.leaderboard.Submission;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardReply.Listed;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardWindow;
import dev.aside.cache.spi.StepReply;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What leaderboards must be like on every backend, as tests. A backend's test says how two nodes reach the same boards, and how time
 * passes:
 *
 * <pre>{@code
 * class MyBoardContractTest extends LeaderboardBackendContract {
 *     private final ManualTime time = new ManualTime();
 *     private final CacheRuntime runtime = time.runtime();
 *
 *     protected CacheBackend newBackend() { return new MyBackend(); }
 *     protected CacheRuntime runtime() { return runtime; }
 *     protected void advance(Duration by) { time.advance(by); }
 * }
 * }</pre>
 *
 * <p>Each test has a board of its own. What a backend {@linkplain dev.aside.cache.spi.LeaderboardBackend.Ability cannot do} is not asked of it,
 * and a rank or a count may be as wrong as it says.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class LeaderboardBackendContract extends BoardPeriodCases {

    private static final long ONE = 1_001;
    private static final long OTHER = 1_002;

    /** For subclasses. */
    protected LeaderboardBackendContract() {}

    private static Score score(BoardUnderTest board, String member, long score) {
        return Score.of(member, score).at(board.at(1));
    }

    @Test
    void whatIsBuilt_isNotSeen_untilItIsSwappedIn() {
        BoardUnderTest board = board(kind -> kind.periods(2));
        board.submitted(score(board, "old", 5), List.of(board.all(), board.running(1)), 0);
        assertThat(board.beginBuild(ONE)).isTrue();
        Submission built = board.submitted(score(board, "new", 7), List.of(board.all(), board.late(1)), ONE);
        assertThat(built.periods()).extracting(PeriodResult::effect).containsOnly(Effect.ADDED);
        assertRank(built.first().standing(), 1);
        assertThat(built.first().total()).isEqualTo(1);
        assertThat(board.names(board.all())).containsExactly("old");
        Listed before = board.top(board.all(), 10);
        Listed gone = board.top(board.running(1), 10);

        assertThat(board.endBuild(ONE, true, board.all(), board.running(1), board.late(1)))
                .isTrue();
        assertThat(board.names(board.all())).containsExactly("new");
        assertThat(board.names(board.running(1))).isEmpty();
        assertThat(board.names(board.late(1))).containsExactly("new");
        assertThat(board.answer(board.there(), new BoardStep.Top(board.all(), 10, before.version())))
                .isInstanceOf(Listed.class);
        assertThat(board.answer(board.there(), new BoardStep.Top(board.running(1), 10, gone.version())))
                .isInstanceOf(Listed.class);
        assertThat(board.submit(score(board, "old", 1)).effect()).isEqualTo(Effect.ADDED);
    }

    @Test
    void versionsAfterASwap_areNoneThatWereBefore() {
        BoardUnderTest board = board();
        board.submit(score(board, "old", 5));
        long first = board.top(board.all(), 1).version();
        board.beginBuild(ONE);
        board.endBuild(ONE, true, board.all());
        board.submit(score(board, "new", 5));
        assertThat(board.answer(board.there(), new BoardStep.Top(board.all(), 1, first)))
                .isInstanceOf(Listed.class);
        board.remove("new", false, board.all());
        board.submit(score(board, "old", 5));
        assertThat(board.answer(board.there(), new BoardStep.Top(board.all(), 1, first)))
                .isInstanceOf(Listed.class);
    }

    @Test
    void whatComesWhileABoardIsBuilt_isInBoth() {
        BoardUnderTest board = board(kind -> kind.rule(ScoreRule.SUM));
        board.submit(score(board, "ada", 1));
        board.beginBuild(ONE);
        PeriodResult live = board.submit(score(board, "ada", 10));
        assertThat(Objects.requireNonNull(live.standing()).score()).isEqualTo(11);
        board.submit(score(board, "bob", 3));
        PeriodResult built = board.build(ONE, score(board, "ada", 100), board.all());
        assertThat(built.effect()).isEqualTo(Effect.CHANGED);
        assertThat(Objects.requireNonNull(built.standing()).score()).isEqualTo(110);
        assertThat(board.score(board.all(), "ada")).isEqualTo(11);
        board.endBuild(ONE, true, board.all());
        assertThat(board.score(board.all(), "ada")).isEqualTo(110);
        assertThat(board.score(board.all(), "bob")).isEqualTo(3);
    }

    @Test
    void operation_countsOnceInEachGeneration_whicheverWayItComesFirst() {
        BoardUnderTest board = board(kind -> kind.rule(ScoreRule.SUM));
        Score before = score(board, "ada", 1).operation("before");
        Score during = score(board, "ada", 10).operation("during");
        Score ahead = score(board, "ada", 100).operation("ahead");
        board.submit(before);
        board.beginBuild(ONE);
        assertThat(board.submitted(ahead, board.windows(), ONE).isRepeated()).isFalse();
        board.submit(during);
        assertThat(board.submitted(ahead).isRepeated()).isFalse();
        assertThat(board.submitted(before, board.windows(), ONE).isRepeated()).isFalse();
        assertThat(board.submitted(during, board.windows(), ONE).isRepeated()).isTrue();
        assertThat(board.submitted(before).isRepeated()).isTrue();
        assertThat(board.score(board.all(), "ada")).isEqualTo(111);
        board.endBuild(ONE, true, board.all());
        assertThat(board.score(board.all(), "ada")).isEqualTo(111);
        for (Score score : List.of(before, during, ahead)) {
            assertThat(board.submitted(score).isRepeated()).isTrue();
        }
        assertThat(board.score(board.all(), "ada")).isEqualTo(111);
    }

    @Test
    void buildThatIsDropped_leavesTheBoardAsItWas() {
        BoardUnderTest board = board();
        board.submit(score(board, "old", 5));
        long version = board.top(board.all(), 1).version();
        board.beginBuild(ONE);
        board.build(ONE, score(board, "new", 7), board.all());
        assertThat(board.endBuild(ONE, false, board.all())).isTrue();
        assertThat(board.endBuild(ONE, true, board.all())).isFalse();
        assertThat(board.answer(board.there(), new BoardStep.Top(board.all(), 1, version)))
                .isEqualTo(new BoardReply.Unchanged(1));
        assertNotOpen(board, ONE);
        assertThat(board.beginBuild(OTHER)).isTrue();
        assertThat(board.build(OTHER, score(board, "more", 1), board.all()).total())
                .isEqualTo(1);
    }

    private static void assertNotOpen(BoardUnderTest board, long build) {
        assertThat(board.answer(
                        board.here(), new BoardStep.Submit(score(board, "late", 9), List.of(board.all()), build)))
                .isInstanceOfSatisfying(
                        BoardReply.Failed.class,
                        failed -> assertThat(failed.outcome()).isEqualTo(StepReply.Outcome.NOT_APPLIED));
    }

    @Test
    void oneBuildAtATime_andOneThatIsDeadIsReplaced() {
        BoardUnderTest board = board();
        board.submit(score(board, "live", 1));
        assertThat(board.done(new BoardStep.Build(ONE, true, 300))).isTrue();
        board.build(ONE, score(board, "dead", 7), board.all());
        assertThat(board.done(board.there(), new BoardStep.Build(OTHER, true, 300)))
                .isFalse();
        assertNotOpen(board, OTHER);
        advance(Duration.ofMillis(400));
        assertThat(board.done(new BoardStep.Build(ONE, false, 300))).isFalse();
        assertThat(board.done(board.there(), new BoardStep.Build(OTHER, true, LONG.toMillis())))
                .isTrue();
        assertNotOpen(board, ONE);
        assertThat(board.done(new BoardStep.Build(ONE, false, 300))).isFalse();
        assertThat(board.endBuild(ONE, true, board.all())).isFalse();
        assertThat(board.build(OTHER, score(board, "new", 7), board.all()).total())
                .isEqualTo(1);
        assertThat(board.endBuild(OTHER, true, board.all())).isTrue();
        assertThat(board.names(board.all())).containsExactly("new");
    }

    @Test
    void buildThatGoesOn_keepsItsClaim() {
        BoardUnderTest board = board();
        board.done(new BoardStep.Build(ONE, true, 1_500));
        for (int i = 0; i < 6; i++) {
            advance(Duration.ofMillis(300));
            assertThat(board.done(new BoardStep.Build(ONE, false, 1_500))).isTrue();
        }
        assertThat(board.done(new BoardStep.Build(OTHER, true, 1_500))).isFalse();
        assertThat(board.endBuild(ONE, true, board.all())).isTrue();
    }

    @Test
    void buildThatWasTakenForDead_cannotBeSwappedIn() {
        BoardUnderTest board = board();
        board.submit(score(board, "live", 1));
        board.done(new BoardStep.Build(ONE, true, 200));
        board.build(ONE, score(board, "dead", 7), board.all());
        advance(Duration.ofMillis(300));
        assertThat(board.endBuild(ONE, true, board.all())).isFalse();
        assertThat(board.names(board.all())).containsExactly("live");
    }

    @Test
    void whatHasClosed_isBuiltAllTheSame_butTakesNothingThatComesMeanwhile() {
        BoardUnderTest board = board(kind -> kind.rule(ScoreRule.SUM).periods(2));
        BoardWindow closed = board.closed(0);
        board.beginBuild(ONE);
        assertThat(board.build(ONE, score(board, "ada", 5), closed).effect()).isEqualTo(Effect.ADDED);
        Score late = score(board, "ada", 1).operation("late");
        assertThat(board.submit(late, closed).effect()).isEqualTo(Effect.CLOSED);
        Submission both = board.submitted(score(board, "ada", 1), List.of(board.all(), board.closed(1)), 0);
        assertThat(both.periods()).extracting(PeriodResult::effect).containsExactly(Effect.ADDED, Effect.CLOSED);
        assertThat(board.build(ONE, late, closed).effect())
                .as("what was refused is not remembered of what is built")
                .isEqualTo(Effect.CHANGED);
        board.endBuild(ONE, true, board.all(), closed, board.closed(1));
        assertThat(board.score(closed, "ada")).isEqualTo(6);
        assertThat(board.score(board.all(), "ada")).isEqualTo(1);
        assertThat(board.names(board.closed(1))).isEmpty();
    }

    @Test
    void whoIsRemovedOrBannedWhileABoardIsBuilt_isNotInIt() {
        BoardUnderTest board = board();
        for (String member : List.of("removed", "banned", "stays")) {
            board.submit(score(board, member, 5));
        }
        board.beginBuild(ONE);
        for (String member : List.of("removed", "banned", "stays")) {
            board.build(ONE, score(board, member, 5), board.all());
        }
        assertThat(board.remove("removed", false, board.all())).isTrue();
        assertThat(board.remove("banned", true, board.all())).isTrue();
        assertThat(board.build(ONE, score(board, "banned", 9), board.all()).effect())
                .isEqualTo(Effect.BANNED);
        board.endBuild(ONE, true, board.all());
        assertThat(board.names(board.all())).containsExactly("stays");
        assertThat(board.submit(score(board, "banned", 9)).effect()).isEqualTo(Effect.BANNED);
    }

    @Test
    void boundedBoard_isBoundedAsItIsBuilt() {
        BoardUnderTest board = board(kind -> kind.most(2));
        board.beginBuild(ONE);
        for (int i = 1; i <= 5; i++) {
            board.build(ONE, score(board, "m" + i, i), board.all());
        }
        assertThat(board.build(ONE, score(board, "m1", 1), board.all()).effect())
                .isEqualTo(Effect.BELOW_CUT);
        board.endBuild(ONE, true, board.all());
        assertThat(board.names(board.all())).containsExactly("m5", "m4");
    }

    @Test
    void boardOfAnotherDefinition_isRefusedByEveryStep() {
        Assumptions.assumeTrue(nodes() > 1);
        String name = "other" + Long.toHexString(runtime().newStamp());
        BoardUnderTest reader = board(name, kind -> kind.order(ScoreOrder.LOWEST_FIRST));
        BoardUnderTest board = board(name, kind -> kind);
        board.submit(score(board, "ada", 5));
        String recorded = board.definition().text();
        List<BoardStep> steps = List.of(
                new BoardStep.Submit(score(board, "bob", 9), List.of(board.all()), 0),
                new BoardStep.Top(board.all(), 5, -1),
                new BoardStep.Find(board.all(), List.of("ada")),
                new BoardStep.Remove("ada", true, List.of(board.all())),
                new BoardStep.Unban("ada"),
                new BoardStep.Build(ONE, true, 1_000));
        assertThat(reader.answers(reader.there(), steps)).containsOnly(new BoardReply.Mismatch(recorded));
        assertThat(board.names(board.all())).containsExactly("ada");
        assertThat(board.submit(score(board, "ada", 9)).effect()).isEqualTo(Effect.CHANGED);
    }

    @Test
    void closedStore_doesNothing_andSaysSo() {
        BoardUnderTest board = board();
        board.submit(score(board, "ada", 5));
        board.here().close();
        board.here().close();
        List<BoardStep> steps = List.of(
                new BoardStep.Submit(score(board, "ada", 9), List.of(board.all()), 0),
                new BoardStep.Top(board.all(), 1, -1));
        assertThat(board.answers(board.here(), steps))
                .allSatisfy(reply -> assertThat(reply)
                        .isInstanceOfSatisfying(
                                BoardReply.Failed.class,
                                failed -> assertThat(failed.outcome()).isEqualTo(StepReply.Outcome.NOT_APPLIED)));
    }

    @Test
    void writersOnTheSameMembers_endExact() throws Exception {
        BoardUnderTest sums = board(kind -> kind.rule(ScoreRule.SUM));
        BoardUnderTest bests = board();
        int rounds = 50;
        SessionContractSettings.together(8, writer -> {
            for (int i = 0; i < rounds; i++) {
                String member = "m" + i % 5;
                sums.answer(
                        sums.of(writer),
                        new BoardStep.Submit(Score.of(member, 1), List.of(sums.all()), 0),
                        BoardReply.Submitted.class);
                bests.answer(
                        bests.of(writer),
                        new BoardStep.Submit(Score.of(member, 1_000L * (i % 7) + writer), List.of(bests.all()), 0),
                        BoardReply.Submitted.class);
            }
        });
        assertThat(sums.top(sums.all(), 10).total()).isEqualTo(5);
        for (int i = 0; i < 5; i++) {
            assertThat(sums.score(sums.all(), "m" + i)).isEqualTo(8 * rounds / 5);
            int member = i;
            long best = IntStream.range(0, rounds)
                    .filter(round -> round % 5 == member)
                    .map(round -> round % 7)
                    .max()
                    .orElseThrow();
            assertThat(bests.score(bests.all(), "m" + i)).isEqualTo(1_000 * best + 7);
        }
    }
}
