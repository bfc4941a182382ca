package dev.aside.bench.peers;

import com.alicp.jetcache.embedded.CaffeineCacheBuilder;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.cache.CacheBuilder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.cache2k.Cache2kBuilder;
import org.ehcache.Cache;
import org.ehcache.CacheManager;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.CacheManagerBuilder;
import org.ehcache.config.builders.ExpiryPolicyBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The peers, each configured as its own documentation would have it: bounded alike, expiring where it is asked to, and otherwise by its
 * defaults. Who is asked for alone is loaded into the JVM; a cache lives as long as its fork, and nobody closes it.
 */
public final class Peers {
    private Peers() {}

    /**
     * Caffeine.
     *
     * @param bound how many entries it may hold
     * @param expiry how long an entry lives, or null for good
     * @return its builder
     */
    public static Caffeine<Object, Object> caffeine(long bound, @Nullable Duration expiry) {
        Caffeine<Object, Object> builder = Caffeine.newBuilder().maximumSize(bound);
        return expiry == null ? builder : builder.expireAfterWrite(expiry);
    }

    /**
     * cache2k, which expires after ten minutes unless it is told otherwise.
     *
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @param keys their class
     * @param values their class
     * @param bound how many entries it may hold
     * @param expiry how long an entry lives, or null for good
     * @return the cache
     */
    public static <K, V> org.cache2k.Cache<K, V> cache2k(
            Class<K> keys, Class<V> values, long bound, @Nullable Duration expiry) {
        Cache2kBuilder<K, V> builder = Cache2kBuilder.of(keys, values).entryCapacity(bound);
        return (expiry == null ? builder.eternal(true) : builder.expireAfterWrite(expiry)).build();
    }

    /**
     * Guava.
     *
     * @param bound how many entries it may hold
     * @param expiry how long an entry lives, or null for good
     * @return its builder
     */
    public static CacheBuilder<Object, Object> guava(long bound, @Nullable Duration expiry) {
        CacheBuilder<Object, Object> builder = CacheBuilder.newBuilder().maximumSize(bound);
        return expiry == null ? builder : builder.expireAfterWrite(expiry);
    }

    /**
     * Ehcache on the heap.
     *
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @param keys their class
     * @param values their class
     * @param bound how many entries it may hold
     * @param expiry how long an entry lives, or null for good
     * @return the cache
     */
    public static <K, V> Cache<K, V> ehcache(Class<K> keys, Class<V> values, long bound, @Nullable Duration expiry) {
        CacheManager manager = CacheManagerBuilder.newCacheManagerBuilder().build(true);
        CacheConfigurationBuilder<K, V> builder =
                CacheConfigurationBuilder.newCacheConfigurationBuilder(keys, values, ResourcePoolsBuilder.heap(bound));
        return manager.createCache(
                "bench",
                expiry == null ? builder : builder.withExpiry(ExpiryPolicyBuilder.timeToLiveExpiration(expiry)));
    }

    /**
     * JetCache's local cache over Caffeine.
     *
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @param bound how many entries it may hold
     * @param expiry how long an entry lives
     * @return the cache
     */
    public static <K, V> com.alicp.jetcache.Cache<K, V> jetcache(int bound, Duration expiry) {
        return CaffeineCacheBuilder.createCaffeineCacheBuilder()
                .limit(bound)
                .expireAfterWrite(expiry.toMillis(), TimeUnit.MILLISECONDS)
                .buildCache();
    }
}
