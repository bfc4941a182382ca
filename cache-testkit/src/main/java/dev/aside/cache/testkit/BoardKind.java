package dev.aside.cache.testkit;

import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.Period;
import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.leaderboard.ScoreOrder;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.leaderboard.TieRule;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;

/**
 * What a case wants of its board; the rest is as usual.
 *
 * @param order which scores are ahead
 * @param rule which counts
 * @param ties who is ahead among equals
 * @param style how ranks are counted
 * @param periods how many periods there are: all time, days, weeks
 * @param most how many members are kept, or zero
 * @param keep for how long operations are remembered
 */
record BoardKind(
        ScoreOrder order, ScoreRule rule, TieRule ties, RankStyle style, int periods, long most, Duration keep) {

    private static final List<Period> PERIODS =
            List.of(Period.allTime(), Period.daily(ZoneOffset.UTC), Period.weekly(ZoneOffset.UTC, DayOfWeek.MONDAY));

    static BoardKind usual(RankStyle style) {
        return new BoardKind(ScoreOrder.HIGHEST_FIRST, ScoreRule.BEST, TieRule.FIRST, style, 1, 0, Duration.ofHours(1));
    }

    BoardKind order(ScoreOrder other) {
        return new BoardKind(other, rule, ties, style, periods, most, keep);
    }

    BoardKind rule(ScoreRule other) {
        return new BoardKind(order, other, ties, style, periods, most, keep);
    }

    BoardKind ties(TieRule other) {
        return new BoardKind(order, rule, other, style, periods, most, keep);
    }

    BoardKind style(RankStyle other) {
        return new BoardKind(order, rule, ties, other, periods, most, keep);
    }

    BoardKind periods(int other) {
        return new BoardKind(order, rule, ties, style, other, most, keep);
    }

    BoardKind most(long other) {
        return new BoardKind(order, rule, ties, style, periods, other, keep);
    }

    BoardKind keep(Duration other) {
        return new BoardKind(order, rule, ties, style, periods, most, other);
    }

    BoardDefinition definition() {
        return new BoardDefinition(
                order, rule, ties, style, PERIODS.subList(0, periods), most, Duration.ZERO, Duration.ofDays(1), 0);
    }
}
