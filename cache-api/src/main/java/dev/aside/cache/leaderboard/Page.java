package dev.aside.cache.leaderboard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some members of a period, in their order.
 *
 * @param standings how they stand
 * @param total how many members there are in all; of an incomplete board, as far as known
 * @param next where the next page begins, or null if this is the last
 * @param state whether something is known to be missing
 */
public record Page(
        List<Standing> standings, long total, @Nullable String next, State state) {

    /** Whether all is there that was submitted. */
    public enum State {
        /** Nothing is known to be missing. */
        COMPLETE,
        /** The backend has lost something: the board is to be rebuilt. */
        INCOMPLETE
    }
}
