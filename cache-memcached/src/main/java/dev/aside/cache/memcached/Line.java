package dev.aside.cache.memcached;

import dev.aside.cache.leaderboard.Effect;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.spi.BoardRecord;
import dev.aside.cache.spi.BoardRules;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of an operation in one window.
 *
 * @param effect what it did
 * @param previous how its member had stood, or null if it had not
 */
record Line(Effect effect, @Nullable Before previous) {

    /**
     * How a member stood.
     *
     * @param record what counted
     * @param rank its rank
     * @param error by how much that may be wrong
     */
    record Before(BoardRecord record, long rank, long error) {

        static @Nullable Before of(@Nullable Standing standing) {
            return standing == null
                    ? null
                    : new Before(
                            new BoardRecord(
                                    standing.score(), standing.column(), BoardRules.micros(standing.at()), null),
                            standing.rank(),
                            standing.rankError());
        }
    }

    /** Returns how the member had stood, without metadata. */
    @Nullable
    Standing standing(String member) {
        return previous == null ? null : Ranks.standing(member, previous.record(), previous.rank(), previous.error());
    }

    static Line read(BoardInput in) {
        return new Line(in.one(Effect.values()), in.flag() ? new Before(in.record(), in.count(), in.count()) : null);
    }

    void write(BoardOutput out) {
        out.text(effect.name()).flag(previous != null);
        if (previous != null) {
            out.record(previous.record()).count(previous.rank()).count(previous.error());
        }
    }
}
