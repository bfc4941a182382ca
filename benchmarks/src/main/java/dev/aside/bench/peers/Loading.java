package dev.aside.bench.peers;

import com.alicp.jetcache.Cache;
import dev.aside.Aside;
import dev.aside.cache.redis.RedisBackend;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.cache.RedisCache;

/** Caches on Redis that load what is missing. Ours among them, by its defaults. */
public final class Loading {
    private Loading() {}

    /**
     * Ours.
     *
     * @param server where the server is
     * @param expiry how long an entry lives
     * @param loader answers what is missing
     * @return what reads a key
     */
    public static Function<String, @Nullable String> aside(
            RedisPeers server, Duration expiry, UnaryOperator<String> loader) {
        return Aside.builder()
                .backend(RedisBackend.of("redis://" + server.host() + ":" + server.port()))
                .build()
                .cache("bench", String.class, String.class)
                .expireAfterWrite(expiry)
                .load(loader::apply)
                .build()::get;
    }

    /**
     * JetCache, which loads a key once in a process if it is told to.
     *
     * @param server where the server is
     * @param expiry how long an entry lives
     * @param loader answers what is missing
     * @return what reads a key
     */
    public static Function<String, @Nullable String> jetcache(
            RedisPeers server, Duration expiry, UnaryOperator<String> loader) {
        Cache<String, String> cache = server.jetcache(expiry);
        cache.config().setCachePenetrationProtect(true);
        return key -> cache.computeIfAbsent(key, loader);
    }

    /**
     * Spring, called as {@code @Cacheable(sync = true)} calls it.
     *
     * @param server where the server is
     * @param expiry how long an entry lives
     * @param loader answers what is missing
     * @return what reads a key
     */
    public static Function<String, @Nullable String> spring(
            RedisPeers server, Duration expiry, UnaryOperator<String> loader) {
        RedisCache cache = server.spring(expiry);
        return key -> cache.get(key, () -> loader.apply(key));
    }
}
