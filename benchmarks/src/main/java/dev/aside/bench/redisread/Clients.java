package dev.aside.bench.redisread;

import com.alicp.jetcache.Cache;
import dev.aside.bench.farread.AsideClient;
import dev.aside.bench.farread.Client;
import dev.aside.bench.farread.Reads;
import dev.aside.bench.farread.Source;
import dev.aside.bench.kit.Child;
import dev.aside.bench.kit.Keys;
import dev.aside.bench.peers.RedisPeers;
import dev.aside.cache.redis.RedisBackend;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;
import org.springframework.cache.Cache.ValueWrapper;
import org.springframework.data.redis.cache.RedisCache;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;

/** Opens a subject and lets it store every key in its own way. It lives as long as its JVM: nobody closes it. */
final class Clients {
    static final Child CHILD = new Child(Clients.class, Reads.JVM);

    private static final Duration EXPIRY = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Clients() {}

    /**
     * One subject's reads, as {@link Reads#serve} makes them.
     *
     * @param args the subject's name, where the server is, how old the JVM may be when it is warm, and by which processors it is measured
     */
    public static void main(String[] args) {
        Subject subject = Subject.valueOf(args[0]);
        RedisPeers server = RedisPeers.at(args[1]);
        Reads.serve(
                subject.calls(),
                (keys, source) -> open(subject, server, keys, source),
                Long.parseLong(args[2]),
                args[3]);
    }

    static Client open(Subject subject, RedisPeers server, Keys keys, Source source) {
        return switch (subject) {
            case ASIDE ->
                AsideClient.open(RedisBackend.of("redis://" + server.host() + ":" + server.port()), keys, source);
            case LETTUCE -> lettuce(server, keys);
            case LETTUCE_MGET -> lettuceByOneCommand(server, keys);
            case JEDIS -> jedis(server, keys);
            case REDISSON -> redisson(server, keys);
            case SPRING -> spring(server, keys);
            case JETCACHE -> jetcache(server, keys);
        };
    }

    private static Client lettuce(RedisPeers server, Keys keys) {
        StatefulRedisConnection<String, String> connection = server.lettuce();
        RedisCommands<String, String> sync = connection.sync();
        RedisAsyncCommands<String, String> async = connection.async();
        keys.all().forEach(key -> sync.set(key, Source.value(key)));
        return new Client(sync::get, many -> pipelined(async, many), many -> pipelined(async, many));
    }

    private static int pipelined(RedisAsyncCommands<String, String> async, List<String> keys) {
        List<CompletableFuture<@Nullable String>> sent = new ArrayList<>(keys.size());
        for (String key : keys) {
            RedisFuture<String> answer = async.get(key);
            sent.add(answer.toCompletableFuture());
        }
        return arrived(sent);
    }

    private static int arrived(List<CompletableFuture<@Nullable String>> sent) {
        int found = 0;
        for (CompletableFuture<@Nullable String> one : sent) {
            found += one.join() == null ? 0 : 1;
        }
        return found;
    }

    private static Client lettuceByOneCommand(RedisPeers server, Keys keys) {
        RedisCommands<String, String> sync = server.lettuce().sync();
        keys.all().forEach(key -> sync.set(key, Source.value(key)));
        return new Client(sync::get, Client.NONE, many -> {
            int found = 0;
            for (io.lettuce.core.KeyValue<String, String> one : sync.mget(many.toArray(String[]::new))) {
                found += one.hasValue() ? 1 : 0;
            }
            return found;
        });
    }

    private static Client jedis(RedisPeers server, Keys keys) {
        RedisClient client = server.jedis();
        keys.all().forEach(key -> client.set(key, Source.value(key)));
        return new Client(client::get, many -> pipelined(client, many), many -> {
            int found = 0;
            for (String value : client.mget(many.toArray(String[]::new))) {
                found += value == null ? 0 : 1;
            }
            return found;
        });
    }

    private static int pipelined(RedisClient client, List<String> keys) {
        try (Pipeline pipeline = client.pipelined()) {
            List<Response<String>> sent = new ArrayList<>(keys.size());
            for (String key : keys) {
                sent.add(pipeline.get(key));
            }
            pipeline.sync();
            int found = 0;
            for (Response<String> one : sent) {
                found += one.get() == null ? 0 : 1;
            }
            return found;
        }
    }

    private static Client redisson(RedisPeers server, Keys keys) {
        RedissonClient client = server.redisson();
        keys.all().forEach(key -> client.<String>getBucket(key).set(Source.value(key)));
        return new Client(
                key -> client.<String>getBucket(key).get(),
                many -> {
                    List<CompletableFuture<@Nullable String>> sent = new ArrayList<>(many.size());
                    for (String key : many) {
                        sent.add(client.<String>getBucket(key).getAsync().toCompletableFuture());
                    }
                    return arrived(sent);
                },
                many -> client.getBuckets()
                        .<String>get(many.toArray(String[]::new))
                        .size());
    }

    private static Client spring(RedisPeers server, Keys keys) {
        RedisCache cache = server.spring(EXPIRY);
        keys.all().forEach(key -> cache.put(key, Source.value(key)));
        return new Client(key -> value(cache.get(key)), Client.NONE, Client.NONE);
    }

    private static @Nullable String value(@Nullable ValueWrapper wrapper) {
        return wrapper == null ? null : (String) wrapper.get();
    }

    private static Client jetcache(RedisPeers server, Keys keys) {
        Cache<String, String> cache = server.jetcache(EXPIRY);
        keys.all().forEach(key -> require(cache.PUT(key, Source.value(key)).isSuccess()));
        return new Client(
                cache::get,
                Client.NONE,
                many -> cache.getAll(new HashSet<>(many)).size());
    }

    /** A put of JetCache's that has failed says so in its answer alone. */
    private static void require(boolean success) {
        if (!success) {
            throw new IllegalStateException(
                    "JetCache has not stored a key within " + TimeUnit.SECONDS.convert(PATIENCE) + " s");
        }
    }
}
