package dev.aside.bench.hotpath;

import com.alicp.jetcache.embedded.CaffeineCacheBuilder;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.cache.CacheBuilder;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.cache2k.Cache2kBuilder;
import org.ehcache.CacheManager;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.CacheManagerBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;

/**
 * Opens a subject and fills it. Each is configured as its own documentation would have it, bounded alike and otherwise by its defaults.
 * Only the subject asked for is loaded into the JVM, and it lives as long as its fork: nobody closes it.
 */
final class Subjects {
    private static final Duration EXPIRY = Duration.ofMinutes(10);

    private Subjects() {}

    static HitCache open(Subject subject, Keys keys) {
        return switch (subject) {
            case ASIDE -> AsideSubject.open(keys, EXPIRY);
            case MAP -> map(keys);
            case CAFFEINE -> caffeine(keys, Caffeine.newBuilder());
            case CAFFEINE_EXPIRING -> caffeine(keys, Caffeine.newBuilder().expireAfterWrite(EXPIRY));
            case CACHE2K -> cache2k(keys);
            case GUAVA -> guava(keys);
            case EHCACHE -> ehcache(keys);
            case JETCACHE -> jetcache(keys);
            case SPRING_CACHE -> SpringSubjects.direct(keys);
            case SPRING_CACHEABLE -> SpringSubjects.annotated(keys);
        };
    }

    private static HitCache map(Keys keys) {
        ConcurrentMap<String, Object> map = new ConcurrentHashMap<>();
        fill(keys, map::put);
        return map::get;
    }

    private static HitCache caffeine(Keys keys, Caffeine<Object, Object> builder) {
        com.github.benmanes.caffeine.cache.Cache<String, Object> cache =
                builder.maximumSize(keys.bound()).build();
        fill(keys, cache::put);
        return cache::getIfPresent;
    }

    private static HitCache cache2k(Keys keys) {
        org.cache2k.Cache<String, Object> cache = Cache2kBuilder.of(String.class, Object.class)
                .eternal(true)
                .entryCapacity(keys.bound())
                .build();
        fill(keys, cache::put);
        return cache::get;
    }

    private static HitCache guava(Keys keys) {
        com.google.common.cache.Cache<String, Object> cache =
                CacheBuilder.newBuilder().maximumSize(keys.bound()).build();
        fill(keys, cache::put);
        return cache::getIfPresent;
    }

    private static HitCache ehcache(Keys keys) {
        CacheManager manager = CacheManagerBuilder.newCacheManagerBuilder().build(true);
        org.ehcache.Cache<String, Object> cache = manager.createCache(
                "bench",
                CacheConfigurationBuilder.newCacheConfigurationBuilder(
                        String.class, Object.class, ResourcePoolsBuilder.heap(keys.bound())));
        fill(keys, cache::put);
        return cache::get;
    }

    private static HitCache jetcache(Keys keys) {
        com.alicp.jetcache.Cache<String, Object> cache = CaffeineCacheBuilder.createCaffeineCacheBuilder()
                .limit(keys.bound())
                .expireAfterWrite(EXPIRY.toMinutes(), TimeUnit.MINUTES)
                .buildCache();
        fill(keys, cache::put);
        return cache::get;
    }

    static void fill(Keys keys, BiConsumer<String, Object> put) {
        keys.all().forEach(key -> put.accept(key, FillOnly.value(key)));
    }
}
