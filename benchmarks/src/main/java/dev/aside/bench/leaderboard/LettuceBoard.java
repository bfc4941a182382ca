package dev.aside.bench.leaderboard;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.ZAddArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.Map;
import java.util.Objects;

/**
 * A sorted set as people wire it by hand.
 *
 * @param connection its one connection
 * @param key where the set is
 * @param isPipelined whether a submission's two commands are under way at once
 */
record LettuceBoard(StatefulRedisConnection<String, String> connection, String key, boolean isPipelined)
        implements Board {
    private RedisCommands<String, String> sync() {
        return connection.sync();
    }

    @Override
    public long submit(String member, long score) {
        if (isPipelined) {
            return submitInOneTrip(member, score);
        }
        Long unused = sync().zadd(key, ZAddArgs.Builder.gt(), (double) score, member);
        return Objects.requireNonNull(sync().zrevrank(key, member)) + 1;
    }

    private long submitInOneTrip(String member, long score) {
        RedisAsyncCommands<String, String> async = connection.async();
        RedisFuture<Long> added = async.zadd(key, ZAddArgs.Builder.gt(), (double) score, member);
        RedisFuture<Long> rank = async.zrevrank(key, member);
        Long unused = added.toCompletableFuture().join();
        return rank.toCompletableFuture().join() + 1;
    }

    @Override
    public int around(String member) {
        long rank = Objects.requireNonNull(sync().zrevrank(key, member));
        return sync().zrevrangeWithScores(key, Math.max(0, rank - EACH), rank + EACH)
                .size();
    }

    @Override
    public int top(int most) {
        return sync().zrevrangeWithScores(key, 0, most - 1).size();
    }

    @Override
    public void submitAll(Map<String, Long> scores) {
        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type, which the driver asks for
        ScoredValue<String>[] all = scores.entrySet().stream()
                .map(one -> ScoredValue.just(one.getValue(), one.getKey()))
                .toArray(ScoredValue[]::new);
        Long unused = sync().zadd(key, ZAddArgs.Builder.gt(), all);
    }

    @Override
    public long rank(String member) {
        return Objects.requireNonNull(sync().zrevrank(key, member)) + 1;
    }

    @Override
    public void close() {
        connection.close();
    }
}
