package dev.aside.cache.spi;

import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.Effect;
import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.ScoreOrder;
import dev.aside.cache.leaderboard.ScoreRule;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a submission makes of a member's record, and who is ahead of whom, written once, as pure functions. Safe for use by many
 * threads.
 *
 * <p>The order is that of three things, each the less the further ahead: {@linkplain #sort what the score sorts by}, {@linkplain #tie
 * what breaks a tie}, and the bytes of the member's name, unsigned. So one order of a sorted set, from its beginning, serves every
 * board.
 */
public final class BoardRules {

    /** What is added to a column so that none is negative. */
    private static final long COLUMN_BASE = BoardDefinition.MAXIMUM_COLUMN;

    /** What times are taken from where the last is ahead; the same on all servers. */
    private static final long LAST_MICROS = BoardWindow.FOREVER * 1_000;

    private final BoardDefinition definition;

    /**
     * Creates the rules of a board.
     *
     * @param definition what it is
     */
    public BoardRules(BoardDefinition definition) {
        this.definition = definition;
    }

    /**
     * What becomes of a record.
     *
     * @param record the record after the submission, or null if there was none and there is none
     * @param effect what the submission has done, before the board is cut to its size
     */
    public record Outcome(@Nullable BoardRecord record, Effect effect) {}

    /**
     * Applies a submission.
     *
     * @param current the member's record, or null if it has none
     * @param score what is submitted
     * @param nowMicros the store's time, which is the score's if it has none
     * @return what becomes of the record
     */
    public Outcome submit(@Nullable BoardRecord current, Score score, long nowMicros) {
        long at = score.at() == null ? nowMicros : micros(score.at());
        long column = definition.hasColumn() ? score.column() : 0;
        if (current == null) {
            return new Outcome(new BoardRecord(score.score(), column, at, score.metadata()), Effect.ADDED);
        }
        String metadata = score.metadata() == null ? current.metadata() : score.metadata();
        if (definition.rule() == ScoreRule.SUM) {
            return add(current, new BoardRecord(score.score(), column, at, metadata));
        }
        BoardRecord next = new BoardRecord(score.score(), column, at, metadata);
        return counts(current, next) ? new Outcome(next, Effect.CHANGED) : new Outcome(current, Effect.UNCHANGED);
    }

    /** A sum is reached when the latest of what it is made of was. */
    private static Outcome add(BoardRecord current, BoardRecord more) {
        long sum = current.score() + more.score();
        if (Math.abs(sum) > BoardDefinition.MAXIMUM_SCORE) {
            return new Outcome(current, Effect.OUT_OF_RANGE);
        }
        BoardRecord next =
                new BoardRecord(sum, more.column(), Math.max(current.atMicros(), more.atMicros()), more.metadata());
        boolean changes = sum != current.score() || next.column() != current.column();
        return changes ? new Outcome(next, Effect.CHANGED) : new Outcome(current, Effect.UNCHANGED);
    }

    private boolean counts(BoardRecord current, BoardRecord next) {
        if (definition.rule() == ScoreRule.LAST) {
            return next.atMicros() >= current.atMicros();
        }
        int scores = Long.compare(sort(next), sort(current));
        if (scores != 0) {
            return (scores < 0) == keepsBest();
        }
        int ties = Long.compare(tie(next), tie(current));
        return (definition.hasColumn() && !keepsBest()) ? ties > 0 : ties < 0;
    }

    /** Whether what counts is what ranks ahead; the lowest of a board of points is not. */
    private boolean keepsBest() {
        boolean highest = definition.order() == ScoreOrder.HIGHEST_FIRST;
        return switch (definition.rule()) {
            case MAX -> highest;
            case MIN -> !highest;
            case BEST, LAST, SUM -> true;
        };
    }

    /**
     * Returns what a record's score sorts by: less is ahead.
     *
     * @param record the record
     * @return the score, negative where the highest is first
     */
    public long sort(BoardRecord record) {
        return definition.order() == ScoreOrder.HIGHEST_FIRST ? -record.score() : record.score();
    }

    /**
     * Returns what breaks a tie: less is ahead.
     *
     * @param record the record
     * @return a number from 0 to less than 2^53
     */
    public long tie(BoardRecord record) {
        return switch (definition.ties()) {
            case FIRST -> record.atMicros();
            case LAST -> LAST_MICROS - record.atMicros();
            case HIGHER_COLUMN -> COLUMN_BASE - record.column();
            case LOWER_COLUMN -> COLUMN_BASE + record.column();
            case MEMBER -> 0;
        };
    }

    /**
     * Returns the record that sorts so, without metadata: the way back, where time breaks ties and nothing else is in a record.
     *
     * @param sort what its score sorts by
     * @param tie what breaks a tie
     * @return the record
     * @throws IllegalArgumentException if something else than time breaks ties
     */
    public BoardRecord record(long sort, long tie) {
        long score = definition.order() == ScoreOrder.HIGHEST_FIRST ? -sort : sort;
        return switch (definition.ties()) {
            case FIRST -> new BoardRecord(score, 0, tie, null);
            case LAST -> new BoardRecord(score, 0, LAST_MICROS - tie, null);
            case HIGHER_COLUMN, LOWER_COLUMN, MEMBER ->
                throw new IllegalArgumentException("ties are broken by " + definition.ties());
        };
    }

    /**
     * Returns whether a rank says how many are ahead, whatever scores they have.
     *
     * @return whether it does
     */
    public boolean ranksArePlaces() {
        return definition.style() == RankStyle.ORDINAL;
    }

    /**
     * Counts ranks of some members in the board's style.
     *
     * @param scores their scores, in the board's order, from the beginning
     * @return their ranks among themselves
     */
    public List<Long> ranks(List<Long> scores) {
        List<Long> ranks = new ArrayList<>(scores.size());
        long distinct = 0;
        for (int i = 0; i < scores.size(); i++) {
            boolean isTied = i > 0 && scores.get(i).equals(scores.get(i - 1));
            distinct += isTied ? 0 : 1;
            ranks.add(
                    switch (definition.style()) {
                        case ORDINAL -> i + 1L;
                        case STANDARD -> isTied ? ranks.get(i - 1) : i + 1L;
                        case DENSE -> distinct;
                        case MODIFIED -> isTied ? ranks.get(i - 1) : scores.lastIndexOf(scores.get(i)) + 1L;
                    });
        }
        return ranks;
    }

    /**
     * Compares two members' places.
     *
     * @param one a record
     * @param oneMember whose it is
     * @param other another record
     * @param otherMember whose it is
     * @return less than zero if the one is ahead
     */
    public int compare(BoardRecord one, String oneMember, BoardRecord other, String otherMember) {
        int scores = Long.compare(sort(one), sort(other));
        if (scores != 0) {
            return scores;
        }
        int ties = Long.compare(tie(one), tie(other));
        return ties != 0 ? ties : Arrays.compareUnsigned(bytes(oneMember), bytes(otherMember));
    }

    /**
     * Returns what tells an operation from another of the same id: who, and how much. Neither when nor with what metadata, which whoever
     * makes it again, or brings it from a database, may have otherwise.
     *
     * @param score what is submitted
     * @return a digest
     */
    public static Digest payload(Score score) {
        return Digest.ofText(score.score() + " " + score.column() + " " + score.member());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Returns an instant as boards count it.
     *
     * @param at the instant
     * @return microseconds since 1970
     */
    public static long micros(Instant at) {
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
    }
}
