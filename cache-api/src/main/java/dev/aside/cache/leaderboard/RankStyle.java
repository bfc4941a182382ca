package dev.aside.cache.leaderboard;

/**
 * How ranks are counted, from 1. Styles other than {@link #ORDINAL} give those with the same score the same rank, in whatever order
 * they are listed.
 */
public enum RankStyle {
    /** 1, 2, 3, 4: the place in the order. */
    ORDINAL,
    /** 1, 2, 2, 4: one more than those with a better score. */
    STANDARD,
    /** 1, 2, 2, 3: one more than the better scores that there are. */
    DENSE,
    /** 1, 3, 3, 4: all with this score or a better one. */
    MODIFIED
}
