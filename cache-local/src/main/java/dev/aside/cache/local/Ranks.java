package dev.aside.cache.local;

import dev.aside.cache.leaderboard.RankStyle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order of the members of one window, and their ranks in the board's style. Where ranks are counted by the scores that there are, these
 * are in a second tree, each once.
 */
final class Ranks {

    private final RankStyle style;
    private final RankTree seats = new RankTree();
    private final @Nullable RankTree scores;

    Ranks(RankStyle style) {
        this.style = style;
        this.scores = style == RankStyle.DENSE ? new RankTree() : null;
    }

    int size() {
        return seats.size();
    }

    /** Adds a seat that is not there. */
    void add(Seat seat) {
        if (scores != null && !has(seat.sort())) {
            scores.add(bare(seat));
        }
        seats.add(seat);
    }

    /** Removes a seat that is there. */
    void remove(Seat seat) {
        seats.remove(seat);
        if (scores != null && !has(seat.sort())) {
            scores.remove(bare(seat));
        }
    }

    private boolean has(long sort) {
        return seats.ahead(sort, null) != seats.ahead(sort + 1, null);
    }

    private static Seat bare(Seat seat) {
        return new Seat("", seat.sort(), 0, seat.record());
    }

    /** Returns how many are ahead of a place, which need not be anybody's. */
    int index(Seat seat) {
        return seats.ahead(seat.sort(), seat);
    }

    /** Returns how many have a better score. */
    int better(Seat seat) {
        return seats.ahead(seat.sort(), null);
    }

    /**
     * Returns a rank.
     *
     * @param seat a seat that is there
     * @param index how many are ahead of it
     */
    long rank(Seat seat, int index) {
        return switch (style) {
            case ORDINAL -> index + 1L;
            case STANDARD -> better(seat) + 1L;
            case DENSE -> scores == null ? 0 : scores.ahead(seat.sort(), null) + 1L;
            case MODIFIED -> seats.ahead(seat.sort() + 1, null);
        };
    }

    /** Returns whether two that are next to each other, the one ahead first, have the same rank. */
    boolean isShared(@Nullable Seat one, Seat next) {
        return style != RankStyle.ORDINAL && one != null && one.sort() == next.sort();
    }

    /** Returns some, as far as there are. */
    List<Seat> list(int from, int most) {
        return seats.list(from, most);
    }
}
