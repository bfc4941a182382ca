package dev.aside.cache.leaderboard;

/**
 * Who is ahead among those with the same score. Those whom the rule does not tell apart either are in the order of their
 * names' bytes, so the order of a board is total, and stable.
 */
public enum TieRule {
    /** Who has reached the score first. */
    FIRST,
    /** Who has reached the score last. */
    LAST,
    /** Who has more in a second column. */
    HIGHER_COLUMN,
    /** Who has less in a second column. */
    LOWER_COLUMN,
    /** Nobody: names alone. It is the cheapest on a server. */
    MEMBER
}
