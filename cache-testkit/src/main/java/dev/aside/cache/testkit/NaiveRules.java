package dev.aside.cache.testkit;

import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.Effect;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.ScoreOrder;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.leaderboard.TieRule;
import dev.aside.cache.spi.BoardRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The rules of a board, written down a second time and in another way: as they are told to people. */
final class NaiveRules {

    private final BoardDefinition definition;
    private final Comparator<NaiveRow> tuple;
    final Comparator<NaiveRow> order;

    NaiveRules(BoardDefinition definition) {
        this.definition = definition;
        Comparator<NaiveRow> scores = Comparator.comparingLong(NaiveRow::score);
        Comparator<NaiveRow> best = isHighestFirst() ? scores.reversed() : scores;
        this.tuple = best.thenComparing(ties(definition.ties()));
        this.order = tuple.thenComparing(NaiveRow::bytes);
    }

    private boolean isHighestFirst() {
        return definition.order() == ScoreOrder.HIGHEST_FIRST;
    }

    private static Comparator<NaiveRow> ties(TieRule rule) {
        Comparator<NaiveRow> times = Comparator.comparingLong(NaiveRow::atMicros);
        Comparator<NaiveRow> columns = Comparator.comparingLong(NaiveRow::column);
        return switch (rule) {
            case FIRST -> times;
            case LAST -> times.reversed();
            case HIGHER_COLUMN -> columns.reversed();
            case LOWER_COLUMN -> columns;
            case MEMBER -> Comparator.comparingLong(row -> 0);
        };
    }

    /**
     * What becomes of a row.
     *
     * @param row the row, as it was or another
     * @param effect what has been done
     */
    record Outcome(NaiveRow row, Effect effect) {}

    Outcome submit(@Nullable NaiveRow current, Score score, long nowMicros) {
        long at = score.at() == null ? nowMicros : ChronoUnit.MICROS.between(Instant.EPOCH, score.at());
        long column = definition.hasColumn() ? score.column() : 0;
        NaiveRow next =
                NaiveRow.of(score.member(), new BoardRecord(score.score(), column, at, metadata(current, score)));
        if (current == null) {
            return new Outcome(next, Effect.ADDED);
        } else if (definition.rule() == ScoreRule.SUM) {
            return sum(current, next);
        }
        return counts(current, next) ? new Outcome(next, Effect.CHANGED) : new Outcome(current, Effect.UNCHANGED);
    }

    private static @Nullable String metadata(@Nullable NaiveRow current, Score score) {
        return score.metadata() == null && current != null ? current.metadata() : score.metadata();
    }

    private static Outcome sum(NaiveRow current, NaiveRow more) {
        long sum = current.score() + more.score();
        if (sum > BoardDefinition.MAXIMUM_SCORE || sum < -BoardDefinition.MAXIMUM_SCORE) {
            return new Outcome(current, Effect.OUT_OF_RANGE);
        } else if (more.score() == 0 && more.column() == current.column()) {
            return new Outcome(current, Effect.UNCHANGED);
        }
        long at = Math.max(current.atMicros(), more.atMicros());
        BoardRecord both = new BoardRecord(sum, more.column(), at, more.metadata());
        return new Outcome(NaiveRow.of(current.member(), both), Effect.CHANGED);
    }

    private boolean counts(NaiveRow current, NaiveRow next) {
        return switch (definition.rule()) {
            case BEST -> tuple.compare(next, current) < 0;
            case LAST -> next.atMicros() >= current.atMicros();
            case MAX -> counts(current, next, isHighestFirst());
            case MIN -> counts(current, next, !isHighestFirst());
            case SUM -> throw new IllegalStateException("sums are added");
        };
    }

    /** The best, or the worst: of equal ones the worse column, but the time that is ahead, as the score was the same before. */
    private boolean counts(NaiveRow current, NaiveRow next, boolean best) {
        int tuples = tuple.compare(next, current);
        boolean isTie = next.score() == current.score() && !definition.hasColumn();
        boolean isBest = best || isTie;
        return isBest ? tuples < 0 : tuples > 0;
    }
}
