package dev.aside.cache.leaderboard;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who stands where, in one period of a board.
 *
 * <p>Each answer is of one moment. Pages and counts MAY be answered by a reader endpoint, a little behind; what is asked of members by
 * name is answered by the writer, and so has what they have submitted.
 *
 * <p><b>Thread-safety:</b> safe for use by many threads. <b>Blocking:</b> a call waits for the server no longer than the operation
 * time-out, one that asks for many, a few of them. <b>Null:</b> a null argument is a {@link NullPointerException} unless it is said to
 * be allowed. <b>Errors:</b> where the server does not answer, a {@link dev.aside.cache.CacheUnavailableException}; where the board
 * has another definition there, a {@link LeaderboardMismatchException}; where the backend cannot do it, a
 * {@link LeaderboardUnsupportedException}.
 */
public interface Ranking {

    /** The most standings of one answer. */
    int MAXIMUM_PAGE = 1_000;

    /**
     * Returns which period it is of.
     *
     * @return the period
     */
    Period period();

    /**
     * Returns the best.
     *
     * @param most how many at most, 1 to {@value #MAXIMUM_PAGE}
     * @return the first page, which MAY be as old as the board was built to allow ({@code topAge})
     * @throws IllegalArgumentException if so many are not allowed
     */
    Page top(int most);

    /**
     * Returns a page of those behind a place. A walk through all pages neither skips nor repeats a member that did not change.
     *
     * @param after the {@link Page#next()} of the page before, or null for the first page
     * @param most how many at most, 1 to {@value #MAXIMUM_PAGE}
     * @return the page
     * @throws IllegalArgumentException if so many are not allowed, or the text is not from a page of this board and period
     */
    Page page(@Nullable String after, int most);

    /**
     * Returns those around a member.
     *
     * @param member who
     * @param each how many each way, 0 to {@value Score#MAXIMUM_NEIGHBOURS}
     * @return those around the member, and the member itself, in their order; empty if it does not stand here
     * @throws IllegalArgumentException if so many are not allowed, or a name is not
     */
    List<Standing> around(String member, int each);

    /**
     * Returns how a member stands.
     *
     * @param member who
     * @return its standing, or null if it does not stand here
     * @throws IllegalArgumentException if a name is not allowed
     */
    @Nullable
    Standing standing(String member);

    /**
     * Returns how members stand, all at one moment.
     *
     * @param members who, up to {@value #MAXIMUM_PAGE}
     * @return the standings of those that stand here, in the order asked for
     * @throws IllegalArgumentException if a name is not allowed, or there are too many
     */
    Map<String, Standing> standings(Collection<String> members);

    /**
     * Returns how members stand among themselves: friends, a team, a class.
     *
     * @param members who, up to {@value #MAXIMUM_PAGE}
     * @return the standings of those that stand here, in their order, with ranks among themselves
     * @throws IllegalArgumentException if a name is not allowed, or there are too many
     */
    List<Standing> friends(Collection<String> members);

    /**
     * Returns how far ahead a member is.
     *
     * @param member who
     * @return the share of those with a better score, or null if it does not stand here
     * @throws IllegalArgumentException if a name is not allowed
     */
    @Nullable
    Percentile percentile(String member);

    /**
     * Returns how many members there are.
     *
     * @return the number; on a board that is incomplete, of those known
     */
    long count();

    /**
     * Reads all pages and adds them up, to be compared with what the database has. What is submitted meanwhile may or may not be in.
     *
     * @return the sum
     */
    BoardChecksum checksum();
}
