package dev.aside.cache.local;

import dev.aside.cache.leaderboard.Page;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.spi.BoardReply;
import java.util.List;

/**
 * The first of a window at one moment. Immutable: whoever reads it waits for nobody.
 *
 * @param first those at the beginning, as many as a version vouches for, or all
 * @param total how many there are in all
 * @param version the window's
 */
record TopPage(List<Standing> first, long total, long version) {

    /** Of a window that there is not. */
    static final TopPage NONE = new TopPage(List.of(), 0, 0);

    TopPage withTotal(long others) {
        return new TopPage(first, others, version);
    }

    /** Returns whether all is here that is asked for. */
    boolean serves(int most) {
        return most <= first.size() || first.size() == total;
    }

    BoardReply answer(int most, long knownVersion) {
        if (knownVersion == version) {
            return new BoardReply.Unchanged(total);
        }
        List<Standing> some = most < first.size() ? first.subList(0, most) : first;
        return new BoardReply.Listed(some, total, version, Page.State.COMPLETE);
    }
}
