package dev.aside.cache.leaderboard;

import dev.aside.cache.CacheConfigurationException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/**
 * What a board is, for ever: it is recorded with the board when it is used first, and whoever has another definition is refused.
 *
 * @param order which scores are ahead
 * @param rule which of a member's scores counts
 * @param ties who is ahead among those with the same score
 * @param style how ranks are counted
 * @param periods for how long scores count; the first is the one that is meant where none is named
 * @param maximumMembers how many members of each period are kept, the best; zero for all
 * @param grace for how long after the end of a period submissions that were reached in it are taken
 * @param archive for how long a period can be read after it is closed
 * @param decimals how many of a score's digits are behind the point
 */
public record BoardDefinition(
        ScoreOrder order,
        ScoreRule rule,
        TieRule ties,
        RankStyle style,
        List<Period> periods,
        long maximumMembers,
        Duration grace,
        Duration archive,
        int decimals) {

    /** The highest score, and the lowest without its sign: whole numbers up to it are exact on every backend. */
    public static final long MAXIMUM_SCORE = 1L << 53;

    /** The most of a second column, and the least without its sign. */
    public static final long MAXIMUM_COLUMN = 1L << 51;

    /** The most periods of a board. */
    public static final int MAXIMUM_PERIODS = 8;

    private static final int MAXIMUM_DECIMALS = 15;

    /**
     * Checks.
     *
     * @param order which scores are ahead
     * @param rule which of a member's scores counts
     * @param ties who is ahead among those with the same score
     * @param style how ranks are counted
     * @param periods for how long scores count
     * @param maximumMembers how many members of each period are kept
     * @param grace for how long late submissions are taken
     * @param archive for how long a closed period can be read
     * @param decimals how many of a score's digits are behind the point
     * @throws CacheConfigurationException if settings contradict each other, or are beyond what is allowed
     */
    public BoardDefinition {
        periods = List.copyOf(periods);
        check(!periods.isEmpty() && periods.size() <= MAXIMUM_PERIODS, "has 1 to " + MAXIMUM_PERIODS + " periods");
        check(new HashSet<>(periods).size() == periods.size(), "has each period once");
        check(maximumMembers >= 0, "keeps at least 1 member, or all (0)");
        check(!grace.isNegative() && !archive.isNegative(), "has a grace and an archive of zero or more");
        check(decimals >= 0 && decimals <= MAXIMUM_DECIMALS, "has 0 to " + MAXIMUM_DECIMALS + " decimals");
        check(
                maximumMembers == 0 || rule != ScoreRule.SUM,
                "that sums up keeps all its members, and not " + maximumMembers
                        + ": whoever is forgotten would begin at zero");
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new CacheConfigurationException("a leaderboard " + what);
        }
    }

    /**
     * Returns what is recorded and compared.
     *
     * @return one line of ASCII
     */
    public String text() {
        return String.join(
                "; ",
                "1",
                order.name(),
                rule.name(),
                ties.name(),
                style.name(),
                "periods " + periods,
                "members " + maximumMembers,
                "grace " + grace,
                "archive " + archive,
                "decimals " + decimals);
    }

    /**
     * Returns whether ties are broken by a second column.
     *
     * @return whether there is one
     */
    public boolean hasColumn() {
        return ties == TieRule.HIGHER_COLUMN || ties == TieRule.LOWER_COLUMN;
    }
}
