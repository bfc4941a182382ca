package dev.aside.bench.peers;

import com.alicp.jetcache.Cache;
import com.alicp.jetcache.redis.lettuce.RedisLettuceCacheBuilder;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RMapCache;
import org.redisson.api.RedissonClient;
import org.redisson.api.map.MapLoader;
import org.redisson.api.options.MapCacheOptions;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.springframework.data.redis.cache.RedisCache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;
import org.springframework.data.redis.serializer.StringRedisSerializer;

/**
 * The clients of Redis and what is built on them, each as its own documentation would have it and otherwise by its defaults; strings are
 * stored as strings where that can be said. They live as long as their JVM, and nobody closes them.
 *
 * @param host where the server is
 * @param port where the server is
 */
public record RedisPeers(String host, int port) {
    private static final String NAME = "bench";

    /** Longer than any pause of a busy machine: a wait that ends too early would look fast. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /**
     * The peers of a server.
     *
     * @param place {@code host:port}
     * @return its peers
     */
    public static RedisPeers at(String place) {
        int colon = place.lastIndexOf(':');
        return new RedisPeers(place.substring(0, colon), Integer.parseInt(place.substring(colon + 1)));
    }

    private String uri() {
        return "redis://" + host + ":" + port;
    }

    /**
     * Lettuce: one connection, which is what it advises.
     *
     * @return a connection of strings
     */
    public StatefulRedisConnection<String, String> lettuce() {
        return RedisClient.create(uri()).connect();
    }

    /**
     * Jedis with its pool of eight connections.
     *
     * @return the client
     */
    public redis.clients.jedis.RedisClient jedis() {
        return redis.clients.jedis.RedisClient.create(host, port);
    }

    /**
     * Redisson.
     *
     * @return the client, which stores strings as strings
     */
    public RedissonClient redisson() {
        Config config = new Config();
        config.setCodec(StringCodec.INSTANCE);
        config.useSingleServer().setAddress(uri());
        return Redisson.create(config);
    }

    /**
     * Redisson's way of loading what is missing: a map with a loader.
     *
     * @param loader answers what is missing
     * @return the map, which keeps for good what it has loaded
     */
    public RMapCache<String, String> redissonLoading(UnaryOperator<String> loader) {
        MapLoader<String, String> all = new MapLoader<>() {
            @Override
            public String load(String key) {
                return loader.apply(key);
            }

            @Override
            public @Nullable Iterable<String> loadAllKeys() {
                return null;
            }
        };
        MapCacheOptions<String, String> options = MapCacheOptions.<String, String>name(NAME)
                .codec(StringCodec.INSTANCE)
                .loader(all);
        return redisson().getMapCache(options);
    }

    /**
     * JetCache over Lettuce, by its defaults: values are written by Java's serialization.
     *
     * @param expiry how long an entry lives
     * @return the cache
     */
    public Cache<String, String> jetcache(Duration expiry) {
        return RedisLettuceCacheBuilder.createRedisLettuceCacheBuilder()
                .keyConvertor(key -> key)
                .redisClient(RedisClient.create(uri()))
                .asyncResultTimeoutInMillis(PATIENCE.toMillis())
                .keyPrefix(NAME)
                .expireAfterWrite(expiry.toMillis(), TimeUnit.MILLISECONDS)
                .buildCache();
    }

    /**
     * Spring's cache on Redis, over Lettuce.
     *
     * @param expiry how long an entry lives
     * @return the cache, which stores strings as strings
     */
    public RedisCache spring(Duration expiry) {
        LettuceConnectionFactory factory = new LettuceConnectionFactory(new RedisStandaloneConfiguration(host, port));
        factory.afterPropertiesSet();
        factory.start();
        RedisCacheConfiguration configuration = RedisCacheConfiguration.defaultCacheConfig()
                .entryTtl(expiry)
                .serializeValuesWith(SerializationPair.fromSerializer(StringRedisSerializer.UTF_8));
        RedisCacheManager manager =
                RedisCacheManager.builder(factory).cacheDefaults(configuration).build();
        manager.afterPropertiesSet();
        if (manager.getCache(NAME) instanceof RedisCache cache) {
            return cache;
        }
        throw new IllegalStateException("Spring has made no cache");
    }
}
