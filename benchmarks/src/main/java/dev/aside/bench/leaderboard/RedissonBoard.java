package dev.aside.bench.leaderboard;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.redisson.api.RScoredSortedSet;
import org.redisson.api.RedissonClient;

/**
 * Redisson's sorted set.
 *
 * @param client its client
 * @param set the set
 */
record RedissonBoard(RedissonClient client, RScoredSortedSet<String> set) implements Board {
    static RedissonBoard of(RedissonClient client, String name) {
        return new RedissonBoard(client, client.getScoredSortedSet(name));
    }

    @Override
    public long submit(String member, long score) {
        return Objects.requireNonNull(set.addAndGetRevRank((double) score, member)) + 1L;
    }

    @Override
    public int around(String member) {
        int rank = Objects.requireNonNull(set.revRank(member));
        return set.entryRangeReversed(Math.max(0, rank - EACH), rank + EACH).size();
    }

    @Override
    public int top(int most) {
        return set.entryRangeReversed(0, most - 1).size();
    }

    @Override
    public void submitAll(Map<String, Long> scores) {
        Map<String, Double> all = new HashMap<>();
        scores.forEach((member, score) -> all.put(member, (double) score));
        int unused = set.addAll(all);
    }

    @Override
    public long rank(String member) {
        return Objects.requireNonNull(set.revRank(member)) + 1L;
    }

    @Override
    public void close() {
        client.shutdown(0, 1, TimeUnit.SECONDS);
    }
}
