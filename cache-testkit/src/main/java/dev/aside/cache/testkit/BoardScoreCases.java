package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.Effect;
import dev.aside.cache.leaderboard.PeriodResult;
import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.ScoreOrder;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.leaderboard.Submission;
import dev.aside.cache.leaderboard.TieRule;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.LeaderboardBackend.Ability;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a submission makes of a member's score, and who is ahead of whom by it. */
abstract class BoardScoreCases extends LeaderboardContractSettings {

    /** For subclasses. */
    BoardScoreCases() {}

    @Test
    void firstScore_isAdded_andStands() {
        BoardUnderTest board = board();
        Score score = Score.of("ada", 42).at(board.at(7)).metadata("m");
        Submission submission = board.submitted(score);
        PeriodResult result = submission.first();
        assertThat(submission.isRepeated()).isFalse();
        assertThat(result.effect()).isEqualTo(Effect.ADDED);
        assertThat(result.previous()).isNull();
        assertThat(result.total()).isEqualTo(1);
        assertThat(result.neighbours()).isEmpty();
        assertRank(result.standing(), 1);
        assertThat(board.standing(board.all(), "ada")).isEqualTo(result.standing());
        assertThat(board.top(board.all(), 10).standings())
                .containsExactly(new Standing("ada", 1, 0, 42, 0, board.at(7), "m"));
    }

    /** Reached one after another: 10, 20, 5. */
    @ParameterizedTest
    @EnumSource(ScoreRule.class)
    void ruleSaysWhichScoreCounts(ScoreRule rule) {
        for (ScoreOrder order : ScoreOrder.values()) {
            BoardUnderTest board = board(kind -> kind.rule(rule).order(order));
            List<Long> counted = Stream.of(10, 20, 5)
                    .map(score -> board.submit(Score.of("ada", score).at(board.at(score == 5 ? 30 : score))))
                    .map(result -> Objects.requireNonNull(result.standing()).score())
                    .toList();
            assertThat(counted).as("%s %s", rule, order).isEqualTo(expected(rule, order));
        }
    }

    private static List<Long> expected(ScoreRule rule, ScoreOrder order) {
        return switch (rule) {
            case LAST -> List.of(10L, 20L, 5L);
            case SUM -> List.of(10L, 30L, 35L);
            case MAX -> List.of(10L, 20L, 20L);
            case MIN -> List.of(10L, 10L, 5L);
            case BEST -> order == ScoreOrder.HIGHEST_FIRST ? List.of(10L, 20L, 20L) : List.of(10L, 10L, 5L);
        };
    }

    @Test
    void worseScore_changesNothing_andWhatStandsIsTold() {
        BoardUnderTest board = board();
        board.submit(Score.of("ada", 10).at(board.at(1)).metadata("first"));
        PeriodResult result = board.submit(Score.of("ada", 9).at(board.at(2)).metadata("second"));
        assertThat(result.effect()).isEqualTo(Effect.UNCHANGED);
        Standing standing = Objects.requireNonNull(result.standing());
        assertThat(standing.score()).isEqualTo(10);
        assertThat(standing.at()).isEqualTo(board.at(1));
        assertThat(standing.metadata()).isEqualTo("first");
        assertThat(Objects.requireNonNull(result.previous()).score()).isEqualTo(10);
        assertThat(result.previous().metadata()).isNull();
    }

    @Test
    void betterScore_tellsWhatWasBefore() {
        BoardUnderTest board = board();
        board.submit(Score.of("ada", 10).at(board.at(1)));
        board.submit(Score.of("bob", 20).at(board.at(2)));
        PeriodResult result = board.submit(Score.of("ada", 30).at(board.at(3)));
        assertThat(result.effect()).isEqualTo(Effect.CHANGED);
        assertRank(result.previous(), 2);
        assertThat(Objects.requireNonNull(result.previous()).score()).isEqualTo(10);
        assertThat(result.previous().at()).isEqualTo(board.at(1));
        assertRank(result.standing(), 1);
        assertThat(result.total()).isEqualTo(2);
    }

    @Test
    void lastScore_isLastByItsTime_notByWhenItComes() {
        BoardUnderTest board = board(kind -> kind.rule(ScoreRule.LAST));
        board.submit(Score.of("ada", 10).at(board.at(5)));
        assertThat(board.submit(Score.of("ada", 99).at(board.at(4))).effect()).isEqualTo(Effect.UNCHANGED);
        assertThat(board.submit(Score.of("ada", 7).at(board.at(5))).effect()).isEqualTo(Effect.CHANGED);
        assertThat(board.score(board.all(), "ada")).isEqualTo(7);
    }

    @Test
    void scoreAndColumn_areComparedAsOne() {
        BoardUnderTest board = board(kind -> kind.ties(TieRule.HIGHER_COLUMN));
        board.submit(Score.of("ada", 100).column(5).at(board.at(1)));
        assertThat(board.submit(Score.of("ada", 90).column(50).at(board.at(2))).effect())
                .isEqualTo(Effect.UNCHANGED);
        Standing standing = Objects.requireNonNull(board.standing(board.all(), "ada"));
        assertThat(standing.score()).isEqualTo(100);
        assertThat(standing.column()).isEqualTo(5);
        assertThat(board.submit(Score.of("ada", 100).column(6).at(board.at(3))).effect())
                .isEqualTo(Effect.CHANGED);
        assertThat(board.submit(Score.of("ada", 100).column(6).at(board.at(4))).effect())
                .isEqualTo(Effect.UNCHANGED);
    }

    /** The same score: ada first, then eve, then bob; columns 2, 3 and 1. */
    @ParameterizedTest
    @EnumSource(TieRule.class)
    void tieRuleSaysWhoIsAheadAmongEquals(TieRule ties) {
        List<String> expected = switch (ties) {
            case FIRST -> List.of("ada", "eve", "bob");
            case LAST -> List.of("bob", "eve", "ada");
            case HIGHER_COLUMN -> List.of("eve", "ada", "bob");
            case LOWER_COLUMN -> List.of("bob", "ada", "eve");
            case MEMBER -> List.of("ada", "bob", "eve");
        };
        for (ScoreOrder order : ScoreOrder.values()) {
            BoardUnderTest board = board(kind -> kind.ties(ties).order(order));
            board.submit(Score.of("bob", 5).column(1).at(board.at(3)));
            board.submit(Score.of("ada", 5).column(2).at(board.at(1)));
            board.submit(Score.of("eve", 5).column(3).at(board.at(2)));
            assertThat(board.names(board.all())).as("%s %s", ties, order).isEqualTo(expected);
        }
    }

    @Test
    void microseconds_breakATie() {
        BoardUnderTest board = board();
        board.submit(Score.of("ada", 5).at(board.at(1).plusNanos(2_000)));
        board.submit(Score.of("bob", 5).at(board.at(1).plusNanos(1_999)));
        assertThat(board.names(board.all())).containsExactly("bob", "ada");
        assertThat(Objects.requireNonNull(board.standing(board.all(), "bob")).at())
                .isEqualTo(board.at(1).plusNanos(1_000));
    }

    @Test
    void sum_isReachedWhenTheLatestOfItWas_soTiesByTimeHold() {
        BoardUnderTest board = board(kind -> kind.rule(ScoreRule.SUM));
        board.submit(Score.of("ada", 3).at(board.at(1)));
        board.submit(Score.of("bob", 5).at(board.at(2)));
        board.submit(Score.of("ada", 2).at(board.at(3)));
        assertThat(board.names(board.all())).containsExactly("bob", "ada");
        board.submit(Score.of("bob", 1).at(board.at(1)));
        board.submit(Score.of("ada", 1).at(board.at(2)));
        assertThat(board.names(board.all())).containsExactly("bob", "ada");
        assertThat(Objects.requireNonNull(board.standing(board.all(), "ada")).at())
                .isEqualTo(board.at(3));
        assertThat(board.submit(Score.of("ada", -10).at(board.at(4))).effect()).isEqualTo(Effect.CHANGED);
        assertThat(board.score(board.all(), "ada")).isEqualTo(-4);
        assertThat(board.submit(Score.of("ada", 0).at(board.at(5))).effect()).isEqualTo(Effect.UNCHANGED);
    }

    @Test
    void whoIsTheSameInAll_isInTheOrderOfItsNamesBytes() {
        BoardUnderTest board = board();
        List<String> names = List.of("", "B", "a", "ab", "b", "\u00e4", "\u20ac", "\uffee", "\ud83d\ude00");
        List<BoardStep> steps = names.stream()
                .<BoardStep>map(
                        name -> new BoardStep.Submit(Score.of(name, 5).at(board.at(1)), List.of(board.all()), 0))
                .toList();
        IntStream.range(0, steps.size())
                .map(i -> steps.size() - 1 - i)
                .forEach(i -> board.answer(board.here(), steps.get(i), BoardReply.Submitted.class));
        assertThat(board.names(board.all())).isEqualTo(names);
    }

    @Test
    void scoreWithoutATime_hasTheStores() {
        BoardUnderTest board = board();
        long before = board.here().timeMillis();
        Standing first = Objects.requireNonNull(board.submit(Score.of("bob", 5)).standing());
        advance(Duration.ofMillis(5));
        board.submit(Score.of("ada", 5));
        assertThat(board.names(board.all())).containsExactly("bob", "ada");
        assertThat(first.at().toEpochMilli()).isCloseTo(before, within(10_000L));
        assertThat(Objects.requireNonNull(board.standing(board.all(), "ada")).at())
                .isAfter(first.at());
    }

    /** Scores 50, 40, 40, 30. */
    @ParameterizedTest
    @EnumSource(RankStyle.class)
    void styleSaysHowRanksAreCounted(RankStyle style) {
        Assumptions.assumeTrue(styles().contains(style));
        List<Long> expected = switch (style) {
            case ORDINAL -> List.of(1L, 2L, 3L, 4L);
            case STANDARD -> List.of(1L, 2L, 2L, 4L);
            case DENSE -> List.of(1L, 2L, 2L, 3L);
            case MODIFIED -> List.of(1L, 3L, 3L, 4L);
        };
        BoardUnderTest board = board(kind -> kind.style(style));
        List<String> names = List.of("ada", "bob", "eve", "joe");
        List<Integer> scores = List.of(50, 40, 40, 30);
        IntStream.of(3, 1, 0, 2)
                .forEach(i -> board.submit(Score.of(names.get(i), scores.get(i)).at(board.at(i))));
        assertThat(board.top(board.all(), 10).standings())
                .extracting(Standing::rank)
                .isEqualTo(expected);
        for (int i = 0; i < names.size(); i++) {
            assertRank(board.standing(board.all(), names.get(i)), expected.get(i));
            assertRank(board.submit(Score.of(names.get(i), 1).at(board.at(9))).standing(), expected.get(i));
        }
        if (can(Ability.AROUND)) {
            assertThat(board.around(board.all(), "bob", 9))
                    .extracting(Standing::rank)
                    .isEqualTo(expected);
            assertThat(board.behind(
                            board.all(), board.top(board.all(), 1).standings().get(0), 9))
                    .extracting(Standing::rank)
                    .isEqualTo(expected.subList(1, 4));
        }
    }

    @Test
    void denseRanks_forgetAScoreThatNobodyHasAnyMore() {
        Assumptions.assumeTrue(styles().contains(RankStyle.DENSE));
        BoardUnderTest board = board(kind -> kind.style(RankStyle.DENSE).rule(ScoreRule.LAST));
        board.submit(Score.of("ada", 9).at(board.at(1)));
        board.submit(Score.of("bob", 9).at(board.at(1)));
        board.submit(Score.of("eve", 1).at(board.at(1)));
        assertRank(board.submit(Score.of("ada", 1).at(board.at(2))).standing(), 2);
        assertRank(board.submit(Score.of("bob", 0).at(board.at(2))).standing(), 2);
        assertRank(board.standing(board.all(), "eve"), 1);
        board.remove("ada", false, board.all());
        assertRank(board.standing(board.all(), "bob"), 2);
        board.remove("eve", false, board.all());
        assertRank(board.standing(board.all(), "bob"), 1);
    }

    @Test
    void largestScores_areExact() {
        long largest = BoardDefinition.MAXIMUM_SCORE;
        BoardUnderTest board = board();
        List<Long> scores = List.of(largest, largest - 1, 1L, 0L, -1L, 1 - largest, -largest);
        for (int i = 0; i < scores.size(); i++) {
            board.submit(Score.of("m" + i, scores.get(i)).at(board.at(1)));
        }
        assertThat(board.top(board.all(), 10).standings())
                .extracting(Standing::score)
                .isEqualTo(scores);
        for (int i = 0; i < scores.size(); i++) {
            assertThat(board.score(board.all(), "m" + i)).isEqualTo(scores.get(i));
        }
    }

    @Test
    void largestColumns_areExact() {
        long largest = BoardDefinition.MAXIMUM_COLUMN;
        for (TieRule ties : List.of(TieRule.HIGHER_COLUMN, TieRule.LOWER_COLUMN)) {
            BoardUnderTest board = board(kind -> kind.ties(ties));
            List<Long> columns = List.of(largest, largest - 1, 0L, 1 - largest, -largest);
            for (int i = 0; i < columns.size(); i++) {
                board.submit(Score.of("m" + i, 7).column(columns.get(i)).at(board.at(1)));
            }
            List<String> expected = ties == TieRule.HIGHER_COLUMN
                    ? List.of("m0", "m1", "m2", "m3", "m4")
                    : List.of("m4", "m3", "m2", "m1", "m0");
            assertThat(board.names(board.all())).isEqualTo(expected);
            assertThat(Objects.requireNonNull(board.standing(board.all(), "m3")).column())
                    .isEqualTo(1 - largest);
        }
    }

    @Test
    void columnOfABoardWithoutOne_isNothing() {
        BoardUnderTest board = board();
        board.submit(Score.of("ada", 7).column(9).at(board.at(1)));
        assertThat(Objects.requireNonNull(board.standing(board.all(), "ada")).column())
                .isZero();
    }

    @Test
    void sumBeyondWhatIsExact_isRefused() {
        long largest = BoardDefinition.MAXIMUM_SCORE;
        BoardUnderTest board = board(kind -> kind.rule(ScoreRule.SUM));
        for (long sign : List.of(1L, -1L)) {
            String member = "m" + sign;
            board.submit(Score.of(member, sign * (largest - 1)).at(board.at(1)));
            PeriodResult result = board.submit(Score.of(member, sign * 2).at(board.at(2)));
            assertThat(result.effect()).isEqualTo(Effect.OUT_OF_RANGE);
            assertThat(Objects.requireNonNull(result.standing()).score()).isEqualTo(sign * (largest - 1));
            assertThat(result.previous()).isNotNull();
            assertThat(board.submit(Score.of(member, sign * largest).at(board.at(3)))
                            .effect())
                    .isEqualTo(Effect.OUT_OF_RANGE);
            assertThat(board.submit(Score.of(member, sign).at(board.at(4))).effect())
                    .isEqualTo(Effect.CHANGED);
            assertThat(board.score(board.all(), member)).isEqualTo(sign * largest);
        }
    }

    @Test
    void metadata_isWhatCameWithTheScoreThatCounts() {
        BoardUnderTest board = board();
        board.submit(Score.of("ada", 1).at(board.at(1)).metadata("one"));
        board.submit(Score.of("ada", 2).at(board.at(2)));
        assertThat(metadata(board)).isEqualTo("one");
        board.submit(Score.of("ada", 3).at(board.at(3)).metadata("three"));
        board.submit(Score.of("ada", 2).at(board.at(4)).metadata("worse"));
        assertThat(metadata(board)).isEqualTo("three");
        assertThat(board.top(board.all(), 1).standings().get(0).metadata()).isEqualTo("three");
        board.submit(Score.of("ada", 4).at(board.at(5)).metadata(""));
        assertThat(metadata(board)).isEmpty();
        board.remove("ada", false, board.all());
        board.submit(Score.of("ada", 1).at(board.at(6)));
        assertThat(metadata(board)).isNull();
    }

    /** Of a board that has had none until then. */
    @Test
    void metadata_ofWhoeverIsFirstToHaveAny_isListed() {
        BoardUnderTest board = board();
        board.submit(Score.of("ada", 2).at(board.at(1)));
        board.submit(Score.of("bob", 1).at(board.at(2)));
        List<Standing> without = board.top(board.all(), 5).standings();
        board.submit(Score.of("cyd", 3).at(board.at(3)).metadata("m"));
        List<Standing> all = board.top(board.all(), 5).standings();
        assertThat(all).extracting(Standing::metadata).containsExactly("m", null, null);
        assertThat(all.subList(1, 3)).extracting(Standing::at).containsExactly(board.at(1), board.at(2));
        assertThat(without).extracting(Standing::at).containsExactly(board.at(1), board.at(2));
    }

    private static @Nullable String metadata(BoardUnderTest board) {
        return Objects.requireNonNull(board.standing(board.all(), "ada")).metadata();
    }

    @Test
    void namesAndTexts_areKeptByteForByte() {
        BoardUnderTest board = board();
        List<String> odd = List.of(
                "", " ", "a\r\nb", "\u0000", "%s", "{b}:1", "\"\\", "\ud83d\ude00", "\u00e4".repeat(256), "1", "null");
        for (int i = 0; i < odd.size(); i++) {
            String name = odd.get(i);
            String text = name.isEmpty() ? "x".repeat(Score.MAXIMUM_METADATA_BYTES) : name;
            Score score = Score.of(name, 100 - i).at(board.at(1)).metadata(text);
            board.submit(name.isEmpty() ? score : score.operation(name.substring(0, Math.min(60, name.length()))));
            assertThat(Objects.requireNonNull(board.standing(board.all(), name)).metadata())
                    .isEqualTo(text);
        }
        assertThat(board.names(board.all())).isEqualTo(odd);
    }

    @Test
    void batch_isDoneInItsOrder_eachByItself() {
        BoardUnderTest board = board(kind -> kind.rule(ScoreRule.SUM));
        List<BoardStep> steps = IntStream.range(0, 200)
                .<BoardStep>mapToObj(i ->
                        new BoardStep.Submit(Score.of("m" + i % 3, 1).at(board.at(i)), List.of(board.all()), 0))
                .toList();
        List<BoardReply> replies = board.answers(board.here(), steps);
        for (int i = 0; i < replies.size(); i++) {
            PeriodResult result =
                    ((BoardReply.Submitted) replies.get(i)).submission().first();
            assertThat(Objects.requireNonNull(result.standing()).score()).isEqualTo(i / 3 + 1);
        }
    }

    @Test
    void severalPeriods_areSubmittedToAtOnce_eachByItself() {
        BoardUnderTest board = board(kind -> kind.periods(3));
        board.submitted(Score.of("ada", 10).at(board.at(1)), List.of(board.all(), board.running(1), board.late(2)), 0);
        Submission submission =
                board.submitted(Score.of("ada", 5).at(board.at(2)), Arrays.asList(board.all(), board.late(1), null), 0);
        assertThat(submission.periods())
                .extracting(PeriodResult::effect)
                .containsExactly(Effect.UNCHANGED, Effect.ADDED, Effect.CLOSED);
        assertThat(submission.periods()).extracting(PeriodResult::total).containsExactly(1L, 1L, 0L);
        assertThat(submission.periods().get(2).standing()).isNull();
        assertThat(submission.beaten())
                .containsExactly(submission.periods().get(1).period());
        assertThat(board.score(board.running(1), "ada")).isEqualTo(10);
        assertThat(board.score(board.late(1), "ada")).isEqualTo(5);
        assertThat(board.score(board.late(2), "ada")).isEqualTo(10);
    }
}
