package dev.aside.cache.leaderboard;

/**
 * Which of a member's scores counts. Scores are compared together with what breaks ties ({@link TieRule}), as one tuple: what
 * counts is always a submission that was made, and no mixture of two.
 */
public enum ScoreRule {
    /** The best by the board's order. */
    BEST,
    /** The last, by the time at which it was reached. */
    LAST,
    /**
     * All of them together: what is submitted is added, and may be negative. Where a submission may be made again because its
     * answer was lost, it needs an operation id, or it counts twice.
     */
    SUM,
    /** The lowest, whatever the board's order. */
    MIN,
    /** The highest, whatever the board's order. */
    MAX
}
