package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.Effect;
import dev.aside.cache.leaderboard.PeriodResult;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.leaderboard.Submission;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardWindow;
import dev.aside.cache.spi.LeaderboardBackend.Ability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Operations that come again, members that are removed and banned, and boards that keep the best. */
abstract class BoardMemberCases extends BoardScoreCases {

    /** For subclasses. */
    BoardMemberCases() {}

    @Test
    void operationThatComesAgain_countsOnce_andIsToldWhatItDidThen() {
        BoardUnderTest board = board(kind -> kind.rule(ScoreRule.SUM));
        board.submit(Score.of("ada", 1).at(board.at(0)));
        Score score = Score.of("ada", 5).at(board.at(1)).operation("match 1");
        Submission first = board.submitted(score);
        board.submit(Score.of("ada", 4).at(board.at(2)));
        board.submit(Score.of("bob", 50).at(board.at(2)));
        Submission again = board.answer(
                        board.there(), new BoardStep.Submit(score, board.windows(), 0), BoardReply.Submitted.class)
                .submission();
        assertThat(first.isRepeated()).isFalse();
        assertThat(again.isRepeated()).isTrue();
        PeriodResult result = again.first();
        assertThat(result.effect()).isEqualTo(Effect.CHANGED);
        assertThat(result.previous()).isEqualTo(first.first().previous());
        assertThat(Objects.requireNonNull(result.standing()).score()).isEqualTo(10);
        assertRank(result.standing(), 2);
        assertThat(result.total()).isEqualTo(2);
        assertThat(board.score(board.all(), "ada")).isEqualTo(10);
    }

    @Test
    void operationOfAnotherSubmission_isRefused_andNothingIsDone() {
        BoardUnderTest board = board(kind -> kind.rule(ScoreRule.SUM));
        Score score = Score.of("ada", 5).at(board.at(1)).operation("match 1").metadata("m");
        board.submit(score);
        for (Score other : List.of(
                Score.of("ada", 6).at(board.at(1)).operation("match 1").metadata("m"),
                Score.of("bob", 5).at(board.at(1)).operation("match 1").metadata("m"),
                score.column(1))) {
            assertThat(board.answer(board.there(), new BoardStep.Submit(other, board.windows(), 0)))
                    .isEqualTo(BoardReply.Reused.INSTANCE);
        }
        assertThat(board.submitted(score.neighbours(can(Ability.AROUND) ? 1 : 0))
                        .isRepeated())
                .isTrue();
        assertThat(board.score(board.all(), "ada")).isEqualTo(5);
        assertThat(board.top(board.all(), 0).total()).isEqualTo(1);
    }

    @Test
    void operationIsTheSame_whenAndWithWhateverMetadataItComesAgain() {
        BoardUnderTest board = board(kind -> kind.rule(ScoreRule.SUM));
        board.submit(Score.of("ada", 5).operation("match 1").metadata("m"));
        for (Score again : List.of(
                Score.of("ada", 5).at(board.at(2)).operation("match 1").metadata("m"),
                Score.of("ada", 5).operation("match 1").metadata("n"),
                Score.of("ada", 5).at(board.at(1)).operation("match 1"))) {
            assertThat(board.submitted(again).isRepeated()).isTrue();
        }
        assertThat(board.score(board.all(), "ada")).isEqualTo(5);
    }

    @Test
    void operationWithoutATime_comesAgainWithoutOne() {
        BoardUnderTest board = board(kind -> kind.rule(ScoreRule.SUM));
        Score score = Score.of("ada", 5).operation("match 1");
        board.submit(score);
        advance(Duration.ofMillis(5));
        assertThat(board.submitted(score).isRepeated()).isTrue();
        assertThat(board.score(board.all(), "ada")).isEqualTo(5);
    }

    @Test
    void refusedOperations_areRemembered() {
        BoardUnderTest board = board(kind -> kind.rule(ScoreRule.SUM).periods(2));
        long largest = BoardDefinition.MAXIMUM_SCORE;
        board.submit(Score.of("ada", largest).at(board.at(1)));
        Score beyond = Score.of("ada", 1).at(board.at(2)).operation("beyond");
        assertThat(board.submit(beyond).effect()).isEqualTo(Effect.OUT_OF_RANGE);
        board.submit(Score.of("ada", -9).at(board.at(3)));

        board.remove("bob", true, board.all());
        Score banned = Score.of("bob", 1).at(board.at(2)).operation("banned");
        assertThat(board.submit(banned).effect()).isEqualTo(Effect.BANNED);
        board.done(new BoardStep.Unban("bob"));

        for (Score score : List.of(beyond, banned)) {
            Submission again = board.submitted(score);
            assertThat(again.isRepeated()).isTrue();
            assertThat(again.first().effect().isRefused()).isTrue();
        }
        assertThat(board.score(board.all(), "ada")).isEqualTo(largest - 9);
        assertThat(board.standing(board.all(), "bob")).isNull();
    }

    @Test
    void operationInSeveralPeriods_isToldOfEach() {
        BoardUnderTest board = board(kind -> kind.periods(2));
        board.submitted(Score.of("ada", 9).at(board.at(1)), List.of(board.all(), board.running(1)), 0);
        Score score = Score.of("ada", 5).at(board.at(2)).operation("match 1");
        List<BoardWindow> windows = List.of(board.all(), board.late(1));
        Submission first = board.submitted(score, new ArrayList<>(windows), 0);
        Submission again = board.submitted(score, new ArrayList<>(windows), 0);
        assertThat(again.isRepeated()).isTrue();
        assertThat(again.periods()).isEqualTo(first.periods());
        assertThat(first.periods()).extracting(PeriodResult::effect).containsExactly(Effect.UNCHANGED, Effect.ADDED);
    }

    @Test
    void operationIsForgottenAfterItsTime() {
        BoardUnderTest board = board(kind -> kind.rule(ScoreRule.SUM).keep(Duration.ofMillis(100)));
        Score score = Score.of("ada", 5).at(board.at(1)).operation("match 1");
        board.submit(score);
        advance(Duration.ofMillis(150));
        assertThat(board.submitted(score).isRepeated()).isFalse();
        assertThat(board.score(board.all(), "ada")).isEqualTo(10);
    }

    @Test
    void operationOfAMemberThatWasRemovedSince_staysDone() {
        BoardUnderTest board = board();
        Score score = Score.of("ada", 5).at(board.at(1)).operation("match 1");
        board.submit(score);
        board.remove("ada", false, board.all());
        Submission again = board.submitted(score);
        assertThat(again.isRepeated()).isTrue();
        assertThat(again.first().effect()).isEqualTo(Effect.ADDED);
        assertThat(again.first().standing()).isNull();
        assertThat(again.first().total()).isZero();
    }

    @Test
    void replayedSubmissions_changeNothing() {
        BoardUnderTest board = board(kind -> kind.rule(ScoreRule.SUM));
        List<BoardStep> steps = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Score score = Score.of("m" + i % 7, i).at(board.at(i)).operation("o" + i);
            steps.add(new BoardStep.Submit(score, board.windows(), 0));
        }
        board.answers(board.here(), steps);
        List<Standing> before = board.top(board.all(), 10).standings();
        long version = board.top(board.all(), 0).version();
        board.answers(board.there(), steps);
        assertThat(board.top(board.all(), 10).standings()).isEqualTo(before);
        assertThat(board.top(board.all(), 0).version()).isEqualTo(version);
    }

    @Test
    void removedMember_isGoneFromAllWindows_andMayComeAgain() {
        BoardUnderTest board = board(kind -> kind.periods(3));
        board.submitted(
                Score.of("ada", 9).at(board.at(1)).metadata("m"),
                List.of(board.all(), board.running(1), board.late(2)),
                0);
        board.submit(Score.of("bob", 8).at(board.at(1)));
        assertThat(board.remove("ada", false, board.all(), board.running(1), board.running(2), board.late(2)))
                .isTrue();
        assertThat(board.standing(board.all(), "ada")).isNull();
        assertThat(board.standing(board.running(1), "ada")).isNull();
        assertThat(board.standing(board.late(2), "ada")).isNull();
        assertThat(board.top(board.late(2), 5).total()).isZero();
        assertRank(board.standing(board.all(), "bob"), 1);
        assertThat(board.remove("ada", false, board.all(), board.running(1), board.late(2)))
                .isFalse();
        PeriodResult back = board.submit(Score.of("ada", 1).at(board.at(2)));
        assertThat(back.effect()).isEqualTo(Effect.ADDED);
        assertThat(Objects.requireNonNull(back.standing()).metadata()).isNull();
    }

    @Test
    void bannedMember_isGone_andRefused_untilItIsLetIn() {
        BoardUnderTest board = board(kind -> kind.periods(2));
        board.submit(Score.of("ada", 9).at(board.at(1)));
        board.submit(Score.of("bob", 8).at(board.at(1)));
        assertThat(board.remove("ada", true, board.all(), board.running(1))).isTrue();
        Submission refused = board.answer(
                        board.there(),
                        new BoardStep.Submit(Score.of("ada", 99).at(board.at(2)), board.windows(), 0),
                        BoardReply.Submitted.class)
                .submission();
        assertThat(refused.periods()).allSatisfy(result -> {
            assertThat(result.effect()).isEqualTo(Effect.BANNED);
            assertThat(result.standing()).isNull();
            assertThat(result.total()).isEqualTo(1);
        });
        assertThat(board.names(board.all())).containsExactly("bob");
        assertThat(board.done(board.there(), new BoardStep.Unban("ada"))).isTrue();
        assertThat(board.done(new BoardStep.Unban("ada"))).isFalse();
        assertThat(board.submit(Score.of("ada", 1).at(board.at(3))).effect()).isEqualTo(Effect.ADDED);
    }

    @Test
    void whoNeverPlayed_canBeBanned() {
        BoardUnderTest board = board();
        assertThat(board.remove("ada", true, board.all())).isFalse();
        assertThat(board.submit(Score.of("ada", 1).at(board.at(1))).effect()).isEqualTo(Effect.BANNED);
        assertThat(board.remove("ada", false, board.all())).isFalse();
        assertThat(board.submit(Score.of("ada", 1).at(board.at(1))).effect()).isEqualTo(Effect.BANNED);
    }

    @Test
    void boundedBoard_keepsTheBest_andForgetsTheRest() {
        BoardUnderTest board = board(kind -> kind.most(3));
        for (int i = 1; i <= 3; i++) {
            board.submit(Score.of("m" + i, 10L * i).at(board.at(i)).metadata("of " + i));
        }
        PeriodResult below = board.submit(Score.of("low", 5).at(board.at(4)));
        assertThat(below.effect()).isEqualTo(Effect.BELOW_CUT);
        assertThat(below.standing()).isNull();
        assertThat(below.previous()).isNull();
        assertThat(below.total()).isEqualTo(3);
        assertThat(below.neighbours()).isEmpty();

        PeriodResult in = board.submit(Score.of("new", 15).at(board.at(5)));
        assertThat(in.effect()).isEqualTo(Effect.ADDED);
        assertRank(in.standing(), 3);
        assertThat(in.total()).isEqualTo(3);
        assertThat(board.names(board.all())).containsExactly("m3", "m2", "new");
        assertThat(board.standing(board.all(), "m1")).isNull();

        board.submit(Score.of("m1", 99).at(board.at(6)));
        assertThat(Objects.requireNonNull(board.standing(board.all(), "m1")).metadata())
                .isNull();
        assertThat(board.names(board.all())).containsExactly("m1", "m3", "m2");
    }

    @Test
    void boundedBoard_cutsAmongEqualsByTheTieRule() {
        BoardUnderTest board = board(kind -> kind.most(2));
        board.submit(Score.of("bob", 5).at(board.at(2)));
        board.submit(Score.of("eve", 5).at(board.at(4)));
        assertThat(board.submit(Score.of("joe", 5).at(board.at(5))).effect()).isEqualTo(Effect.BELOW_CUT);
        assertThat(board.submit(Score.of("ada", 5).at(board.at(3))).effect()).isEqualTo(Effect.ADDED);
        assertThat(board.names(board.all())).containsExactly("bob", "ada");
    }

    @Test
    void whoStandsOnAFullBoard_staysOnIt() {
        BoardUnderTest board = board(kind -> kind.most(2).rule(ScoreRule.LAST));
        board.submit(Score.of("ada", 9).at(board.at(1)));
        board.submit(Score.of("bob", 8).at(board.at(1)));
        PeriodResult worse = board.submit(Score.of("ada", 1).at(board.at(2)));
        assertThat(worse.effect()).isEqualTo(Effect.CHANGED);
        assertRank(worse.standing(), 2);
        board.remove("bob", false, board.all());
        assertThat(board.submit(Score.of("eve", 0).at(board.at(3))).effect()).isEqualTo(Effect.ADDED);
    }

    @Test
    void scoreBelowTheCut_isAnOperationAsWell() {
        BoardUnderTest board = board(kind -> kind.most(1));
        board.submit(Score.of("ada", 9).at(board.at(1)));
        Score low = Score.of("bob", 8).at(board.at(1)).operation("low");
        assertThat(board.submit(low).effect()).isEqualTo(Effect.BELOW_CUT);
        board.remove("ada", false, board.all());
        Submission again = board.submitted(low);
        assertThat(again.isRepeated()).isTrue();
        assertThat(again.first().effect()).isEqualTo(Effect.BELOW_CUT);
        assertThat(again.first().standing()).isNull();
    }
}
