package dev.aside.cache.engine.leaderboard;

import dev.aside.cache.leaderboard.LeaderboardStats;
import dev.aside.cache.leaderboard.Submission;
import java.util.concurrent.atomic.LongAdder;

/** The counts of one board. */
final class BoardCounts {
    final LongAdder submitted = new LongAdder();
    final LongAdder applied = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder repeated = new LongAdder();
    final LongAdder queries = new LongAdder();
    final LongAdder nearHits = new LongAdder();
    final LongAdder ended = new LongAdder();
    final LongAdder unavailable = new LongAdder();

    void count(Submission submission) {
        submitted.increment();
        if (submission.isRepeated()) {
            repeated.increment();
        } else if (submission.isApplied()) {
            applied.increment();
        } else if (isRefused(submission)) {
            refused.increment();
        }
    }

    static boolean isRefused(Submission submission) {
        return submission.periods().stream().allMatch(result -> result.effect().isRefused());
    }

    LeaderboardStats now() {
        return new LeaderboardStats(
                submitted.sum(),
                applied.sum(),
                refused.sum(),
                repeated.sum(),
                queries.sum(),
                nearHits.sum(),
                ended.sum(),
                unavailable.sum());
    }
}
