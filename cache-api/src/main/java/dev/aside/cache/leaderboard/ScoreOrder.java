package dev.aside.cache.leaderboard;

/** Which scores are ahead. */
public enum ScoreOrder {
    /** The more, the better: points. */
    HIGHEST_FIRST,
    /** The less, the better: times, strokes. */
    LOWEST_FIRST
}
