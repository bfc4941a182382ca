package dev.aside.cache.leaderboard;

/**
 * The counts of one board since it was built, on this node.
 *
 * @param submitted the submissions that were answered
 * @param applied of these, those that count in some period
 * @param refused of these, those refused in every period
 * @param repeated of these, those that had been submitted before
 * @param queries the queries
 * @param nearHits of these, those answered in this process
 * @param ended the ends of periods that the listener was told of
 * @param unavailable the calls that the server did not answer
 */
public record LeaderboardStats(
        long submitted,
        long applied,
        long refused,
        long repeated,
        long queries,
        long nearHits,
        long ended,
        long unavailable) {}
