package dev.aside.cache.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.Effect;
import dev.aside.cache.leaderboard.Period;
import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.ScoreOrder;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.leaderboard.TieRule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which score counts, who is ahead, and that one ascending order serves every board. */
final class BoardRulesTest {

    private static final long NOW = 1_770_000_000_123_456L;
    private static final long MOST = BoardDefinition.MAXIMUM_SCORE;

    private static BoardRules rules(ScoreOrder order, ScoreRule rule, TieRule ties) {
        return rules(order, rule, ties, RankStyle.ORDINAL);
    }

    private static BoardRules rules(ScoreOrder order, ScoreRule rule, TieRule ties, RankStyle style) {
        return new BoardRules(new BoardDefinition(
                order, rule, ties, style, List.of(Period.allTime()), 0, Duration.ZERO, Duration.ZERO, 0));
    }

    private static BoardRecord record(long score, long column, long at) {
        return new BoardRecord(score, column, at, null);
    }

    private static Score score(long score, long column, long atMicros) {
        return Score.of("ada", score)
                .column(column)
                .at(Instant.EPOCH.plusSeconds(atMicros / 1_000_000).plusNanos(atMicros % 1_000_000 * 1_000));
    }

    private static BoardRules.Outcome submit(BoardRules rules, @Nullable BoardRecord current, Score score) {
        return rules.submit(current, score, NOW);
    }

    private static BoardRecord kept(BoardRules.Outcome outcome) {
        return Objects.requireNonNull(outcome.record());
    }

    @ParameterizedTest
    @EnumSource(ScoreRule.class)
    void firstScore_isAdded_whateverTheRule(ScoreRule rule) {
        BoardRules rules = rules(ScoreOrder.HIGHEST_FIRST, rule, TieRule.HIGHER_COLUMN);
        BoardRules.Outcome outcome = submit(rules, null, score(-3, 7, 5).metadata("m"));
        assertThat(outcome.effect()).isEqualTo(Effect.ADDED);
        assertThat(outcome.record()).isEqualTo(new BoardRecord(-3, 7, 5, "m"));
    }

    @Test
    void scoreWithoutATime_hasTheStores_andColumnsAreForBoardsThatHaveOne() {
        BoardRules rules = rules(ScoreOrder.HIGHEST_FIRST, ScoreRule.BEST, TieRule.FIRST);
        assertThat(submit(rules, null, Score.of("ada", 1).column(9)).record()).isEqualTo(record(1, 0, NOW));
    }

    /** What there is, what comes, and whether it counts, for points (highest first) and for times (lowest first). */
    @ParameterizedTest
    @CsvSource({
        "BEST, 5, 6, true, false",
        "BEST, 6, 5, false, true",
        "MAX, 5, 6, true, true",
        "MAX, 6, 5, false, false",
        "MIN, 5, 6, false, false",
        "MIN, 6, 5, true, true",
        "LAST, 5, 6, true, true",
        "LAST, 6, 5, true, true"
    })
    void ruleDecidesBetweenTwoScores(ScoreRule rule, long current, long next, boolean points, boolean times) {
        for (ScoreOrder order : ScoreOrder.values()) {
            boolean counts = order == ScoreOrder.HIGHEST_FIRST ? points : times;
            BoardRules rules = rules(order, rule, TieRule.FIRST);
            BoardRules.Outcome outcome = submit(rules, record(current, 0, 10), score(next, 0, 20));
            assertThat(outcome.effect()).isEqualTo(counts ? Effect.CHANGED : Effect.UNCHANGED);
            assertThat(kept(outcome).score()).isEqualTo(counts ? next : current);
            assertThat(kept(outcome).atMicros()).isEqualTo(counts ? 20 : 10);
        }
    }

    @ParameterizedTest
    @CsvSource({"9, false", "10, true", "11, true"})
    void lastOne_isLastByItsTime(long at, boolean counts) {
        BoardRules rules = rules(ScoreOrder.HIGHEST_FIRST, ScoreRule.LAST, TieRule.FIRST);
        BoardRules.Outcome outcome = submit(rules, record(5, 0, 10), score(1, 0, at));
        assertThat(outcome.effect()).isEqualTo(counts ? Effect.CHANGED : Effect.UNCHANGED);
    }

    /** The same score again, at another time or with another column. */
    @ParameterizedTest
    @CsvSource({
        "BEST, FIRST, 0, 9, true",
        "BEST, FIRST, 0, 11, false",
        "BEST, LAST, 0, 9, false",
        "BEST, LAST, 0, 11, true",
        "BEST, MEMBER, 0, 9, false",
        "BEST, MEMBER, 0, 11, false",
        "BEST, HIGHER_COLUMN, 6, 11, true",
        "BEST, HIGHER_COLUMN, 5, 9, false",
        "BEST, HIGHER_COLUMN, 4, 9, false",
        "BEST, LOWER_COLUMN, 4, 11, true",
        "BEST, LOWER_COLUMN, 6, 9, false",
        "MIN, FIRST, 0, 9, true",
        "MIN, FIRST, 0, 11, false",
        "MIN, LAST, 0, 11, true",
        "MIN, HIGHER_COLUMN, 4, 11, true",
        "MIN, HIGHER_COLUMN, 6, 11, false",
        "MIN, LOWER_COLUMN, 6, 11, true",
        "MIN, LOWER_COLUMN, 4, 11, false"
    })
    void sameScore_countsByWhatBreaksTies_asOneTuple(
            ScoreRule rule, TieRule ties, long column, long at, boolean counts) {
        BoardRules rules = rules(ScoreOrder.HIGHEST_FIRST, rule, ties);
        BoardRules.Outcome outcome = submit(rules, record(100, 5, 10), score(100, column, at));
        assertThat(outcome.effect()).isEqualTo(counts ? Effect.CHANGED : Effect.UNCHANGED);
    }

    /** Another game's mistake: (100, 5) and (90, 50) make no (100, 50). */
    @Test
    void twoScores_makeNoThird() {
        BoardRules rules = rules(ScoreOrder.HIGHEST_FIRST, ScoreRule.BEST, TieRule.HIGHER_COLUMN);
        BoardRecord current = record(100, 5, 10);
        assertThat(submit(rules, current, score(90, 50, 11)).record()).isEqualTo(current);
        Random random = new Random(2);
        for (int i = 0; i < 1_000; i++) {
            for (ScoreRule rule : List.of(ScoreRule.BEST, ScoreRule.MIN, ScoreRule.MAX, ScoreRule.LAST)) {
                BoardRecord one = record(random.nextInt(3), random.nextInt(3), random.nextInt(3));
                BoardRecord other = record(random.nextInt(3), random.nextInt(3), random.nextInt(3));
                BoardRules some = rules(ScoreOrder.LOWEST_FIRST, rule, TieRule.LOWER_COLUMN);
                assertThat(submit(some, one, score(other.score(), other.column(), other.atMicros()))
                                .record())
                        .isIn(one, other);
            }
        }
    }

    @Test
    void bestOfAll_isTheSame_inWhateverOrderTheyCome() {
        Random random = new Random(3);
        for (ScoreRule rule : List.of(ScoreRule.BEST, ScoreRule.MIN, ScoreRule.MAX)) {
            for (TieRule ties : TieRule.values()) {
                BoardRules rules = rules(ScoreOrder.HIGHEST_FIRST, rule, ties);
                List<Score> scores = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    scores.add(score(random.nextInt(4), random.nextInt(4), random.nextInt(4)));
                }
                BoardRecord one = all(rules, scores);
                Collections.reverse(scores);
                BoardRecord other = all(rules, scores);
                assertThat(other.score()).isEqualTo(one.score());
                assertThat(rules.tie(other)).isEqualTo(rules.tie(one));
            }
        }
    }

    private static BoardRecord all(BoardRules rules, List<Score> scores) {
        BoardRecord current = null;
        for (Score score : scores) {
            current = submit(rules, current, score).record();
        }
        return Objects.requireNonNull(current);
    }

    @Test
    void sum_isReachedWhenTheLatestOfItWas() {
        BoardRules rules = rules(ScoreOrder.HIGHEST_FIRST, ScoreRule.SUM, TieRule.FIRST);
        assertThat(submit(rules, record(5, 0, 10), score(2, 0, 30)).record()).isEqualTo(record(7, 0, 30));
        assertThat(submit(rules, record(5, 0, 10), score(-7, 0, 9)).record()).isEqualTo(record(-2, 0, 10));
        assertThat(submit(rules, record(5, 0, 10), score(0, 0, 30)))
                .isEqualTo(new BoardRules.Outcome(record(5, 0, 10), Effect.UNCHANGED));
    }

    @ParameterizedTest
    @CsvSource({
        "9007199254740991, 1, true",
        "9007199254740991, 2, false",
        "-9007199254740992, -1, false",
        "-9007199254740991, -1, true",
        "9007199254740992, 9007199254740992, false",
        "9007199254740992, -9007199254740992, true",
        "-9007199254740992, -9007199254740992, false"
    })
    void sumBeyondWhatIsExact_isRefused(long current, long more, boolean counts) {
        BoardRules rules = rules(ScoreOrder.HIGHEST_FIRST, ScoreRule.SUM, TieRule.FIRST);
        BoardRules.Outcome outcome =
                submit(rules, record(current, 0, 10), score(more, 0, 20).metadata("m"));
        assertThat(outcome.effect()).isEqualTo(counts ? Effect.CHANGED : Effect.OUT_OF_RANGE);
        assertThat(kept(outcome).score()).isEqualTo(counts ? current + more : current);
        assertThat(kept(outcome).metadata()).isEqualTo(counts ? "m" : null);
    }

    @Test
    void metadata_goesWithWhatCounts_andStaysWhereNoneComes() {
        BoardRules rules = rules(ScoreOrder.HIGHEST_FIRST, ScoreRule.BEST, TieRule.FIRST);
        BoardRecord current = new BoardRecord(5, 0, 10, "old");
        assertThat(kept(submit(rules, current, score(6, 0, 11))).metadata()).isEqualTo("old");
        assertThat(kept(submit(rules, current, score(6, 0, 11).metadata(""))).metadata())
                .isEmpty();
        assertThat(kept(submit(rules, current, score(4, 0, 11).metadata("new"))).metadata())
                .isEqualTo("old");
        BoardRules sums = rules(ScoreOrder.HIGHEST_FIRST, ScoreRule.SUM, TieRule.FIRST);
        assertThat(kept(submit(sums, current, score(1, 0, 11))).metadata()).isEqualTo("old");
    }

    /** One ahead of the other, by one of the three things. */
    @ParameterizedTest
    @CsvSource({
        "HIGHEST_FIRST, FIRST, 6, 0, 20, 5, 0, 10",
        "LOWEST_FIRST, FIRST, 5, 0, 20, 6, 0, 10",
        "HIGHEST_FIRST, FIRST, 5, 0, 10, 5, 0, 11",
        "LOWEST_FIRST, FIRST, 5, 0, 10, 5, 0, 11",
        "HIGHEST_FIRST, LAST, 5, 0, 11, 5, 0, 10",
        "LOWEST_FIRST, LAST, 5, 0, 11, 5, 0, 10",
        "HIGHEST_FIRST, HIGHER_COLUMN, 5, 1, 11, 5, -1, 10",
        "LOWEST_FIRST, HIGHER_COLUMN, 5, 1, 11, 5, -1, 10",
        "HIGHEST_FIRST, LOWER_COLUMN, 5, -2, 11, 5, -1, 10",
        "HIGHEST_FIRST, FIRST, -5, 0, 11, -6, 0, 10"
    })
    void whoIsAhead(
            ScoreOrder order, TieRule ties, long score, long column, long at, long score2, long column2, long at2) {
        BoardRules rules = rules(order, ScoreRule.BEST, ties);
        BoardRecord one = record(score, column, at);
        BoardRecord other = record(score2, column2, at2);
        assertThat(rules.compare(one, "z", other, "a")).isNegative();
        assertThat(rules.compare(other, "a", one, "z")).isPositive();
        assertThat(rules.compare(one, "z", one, "z")).isZero();
    }

    @Test
    void names_areComparedByTheirBytes() {
        List<String> names = List.of("", "B", "a", "ab", "b", "\u00e4", "\u20ac", "\uffee", "\ud83d\ude00");
        for (TieRule ties : TieRule.values()) {
            BoardRules rules = rules(ScoreOrder.HIGHEST_FIRST, ScoreRule.BEST, ties);
            BoardRecord same = record(5, 3, 10);
            for (int i = 1; i < names.size(); i++) {
                assertThat(rules.compare(same, names.get(i - 1), same, names.get(i)))
                        .isNegative();
            }
        }
        assertThat(Arrays.compareUnsigned(
                        "\uffee".getBytes(StandardCharsets.UTF_8), "\ud83d\ude00".getBytes(StandardCharsets.UTF_8)))
                .isNegative();
    }

    /** What the sorted sets of servers can hold: exact as doubles, and no sign for ties. */
    @ParameterizedTest
    @EnumSource(TieRule.class)
    void sortsAndTies_areExactAsDoubles(TieRule ties) {
        long latest = BoardWindow.FOREVER * 1_000 - 1;
        for (ScoreOrder order : ScoreOrder.values()) {
            BoardRules rules = rules(order, ScoreRule.BEST, ties);
            for (long score : List.of(MOST, MOST - 1, 0L, -1L, -MOST)) {
                for (long column : List.of(BoardDefinition.MAXIMUM_COLUMN, 0L, -BoardDefinition.MAXIMUM_COLUMN)) {
                    for (long at : List.of(0L, NOW, latest)) {
                        BoardRecord record = record(score, column, at);
                        assertThat((long) (double) rules.sort(record)).isEqualTo(rules.sort(record));
                        assertThat(rules.tie(record)).isBetween(0L, (1L << 53) - 1);
                        assertWayBack(rules, ties, record);
                    }
                }
            }
        }
    }

    private static void assertWayBack(BoardRules rules, TieRule ties, BoardRecord record) {
        if (ties == TieRule.FIRST || ties == TieRule.LAST) {
            assertThat(rules.record(rules.sort(record), rules.tie(record)))
                    .isEqualTo(record(record.score(), 0, record.atMicros()));
        } else {
            assertThatThrownBy(() -> rules.record(rules.sort(record), rules.tie(record)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"ORDINAL, 1 2 3 4 5", "STANDARD, 1 2 2 4 5", "DENSE, 1 2 2 3 4", "MODIFIED, 1 3 3 4 5"})
    void ranksAreCountedInTheirStyle(RankStyle style, String expected) {
        BoardRules rules = rules(ScoreOrder.HIGHEST_FIRST, ScoreRule.BEST, TieRule.FIRST, style);
        List<Long> ranks =
                Arrays.stream(expected.split(" ", -1)).map(Long::valueOf).toList();
        assertThat(rules.ranks(List.of(50L, 40L, 40L, 30L, 20L))).isEqualTo(ranks);
        assertThat(rules.ranks(List.of())).isEmpty();
    }

    @Test
    void payload_isWhoAndHowMuch() {
        Score score = score(5, 1, 10).metadata("m").operation("o");
        Digest digest = BoardRules.payload(score);
        for (Score same : List.of(
                score.neighbours(3),
                score.operation("p"),
                score(5, 1, 11).metadata("n"),
                score(5, 1, 10),
                new Score("ada", 5, 1, null, "m", "o", 0))) {
            assertThat(BoardRules.payload(same)).isEqualTo(digest);
        }
        List<Score> others = List.of(score(6, 1, 10), score(5, 2, 10), new Score("adam", 5, 1, null, null, null, 0));
        assertThat(others.stream().map(BoardRules::payload))
                .doesNotContain(digest)
                .doesNotHaveDuplicates();
    }

    /** Where a number ends and a name begins cannot be shifted. */
    @Test
    void payloads_cannotBeForged() {
        assertThat(List.of(
                        BoardRules.payload(Score.of("1 a", 1)),
                        BoardRules.payload(Score.of("0 1 a", 1)),
                        BoardRules.payload(Score.of("a", 1).column(1)),
                        BoardRules.payload(Score.of(" a", 1).column(1))))
                .doesNotHaveDuplicates();
    }

    @Test
    void microseconds_areCounted_andNanosecondsCutOff() {
        assertThat(BoardRules.micros(Instant.parse("1970-01-01T00:00:01.000002999Z")))
                .isEqualTo(1_000_002);
        assertThat(BoardRules.micros(Instant.EPOCH)).isZero();
        assertThat(BoardRules.micros(Instant.ofEpochMilli(BoardWindow.FOREVER))).isEqualTo(BoardWindow.FOREVER * 1_000);
    }
}
