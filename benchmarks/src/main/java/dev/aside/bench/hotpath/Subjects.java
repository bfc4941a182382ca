package dev.aside.bench.hotpath;

import com.github.benmanes.caffeine.cache.Cache;
import dev.aside.bench.kit.Keys;
import dev.aside.bench.peers.Peers;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Opens a subject and fills it. Only the subject asked for is loaded into the JVM, and it lives as long as its fork: nobody closes it.
 */
final class Subjects {
    private static final Duration EXPIRY = Duration.ofMinutes(10);

    private Subjects() {}

    static HitCache open(Subject subject, Keys keys, String redis) {
        boolean far = subject == Subject.ASIDE && !redis.isEmpty();
        return far ? AsideSubject.openOnRedis(redis, keys, EXPIRY) : open(subject, keys);
    }

    static HitCache open(Subject subject, Keys keys) {
        return switch (subject) {
            case ASIDE -> AsideSubject.open(keys, EXPIRY);
            case MAP -> map(keys);
            case CAFFEINE -> caffeine(keys, null);
            case CAFFEINE_EXPIRING -> caffeine(keys, EXPIRY);
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
        FillOnly.fill(keys, map::put);
        return map::get;
    }

    private static HitCache caffeine(Keys keys, @Nullable Duration expiry) {
        Cache<String, Object> cache = Peers.caffeine(keys.bound(), expiry).build();
        FillOnly.fill(keys, cache::put);
        return cache::getIfPresent;
    }

    private static HitCache cache2k(Keys keys) {
        org.cache2k.Cache<String, Object> cache = Peers.cache2k(String.class, Object.class, keys.bound(), null);
        FillOnly.fill(keys, cache::put);
        return cache::get;
    }

    private static HitCache guava(Keys keys) {
        com.google.common.cache.Cache<String, Object> cache =
                Peers.guava(keys.bound(), null).build();
        FillOnly.fill(keys, cache::put);
        return cache::getIfPresent;
    }

    private static HitCache ehcache(Keys keys) {
        org.ehcache.Cache<String, Object> cache = Peers.ehcache(String.class, Object.class, keys.bound(), null);
        FillOnly.fill(keys, cache::put);
        return cache::get;
    }

    private static HitCache jetcache(Keys keys) {
        com.alicp.jetcache.Cache<String, Object> cache = Peers.jetcache(keys.bound(), EXPIRY);
        FillOnly.fill(keys, cache::put);
        return cache::get;
    }
}
