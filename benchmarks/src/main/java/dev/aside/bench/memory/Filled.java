package dev.aside.bench.memory;

import dev.aside.Aside;
import dev.aside.CacheBuilder;
import dev.aside.bench.peers.Peers;
import dev.aside.cache.Cache;
import dev.aside.cache.local.EmbeddedBackend;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A cache that was given all pairs.
 *
 * @param find returns what it holds for a key
 * @param close ends it
 */
record Filled(Function<Long, @Nullable Long> find, Runnable close) {
    private static final Duration EXPIRY = Duration.ofHours(1);
    private static final Set<String> TAG = Set.of("tag");
    private static final Runnable NOTHING = () -> {};

    static Filled with(Pairs pairs, Subject subject) {
        int bound = pairs.bound();
        return switch (subject) {
            case ASIDE -> aside(pairs, cache -> cache.maximumSize(bound));
            case ASIDE_IDLE -> aside(pairs, cache -> cache.maximumSize(bound).expireAfterAccess(EXPIRY));
            case ASIDE_WEIGHT -> aside(pairs, cache -> cache.maximumWeight(bound, (key, value) -> 1));
            case ASIDE_SOFT -> aside(pairs, cache -> cache.maximumSize(bound).refreshAfterWrite(EXPIRY.dividedBy(2)));
            case ASIDE_TAGS -> aside(pairs, cache -> cache.maximumSize(bound).tags((key, value) -> TAG));
            case ASIDE_COPYING -> copying(pairs);
            case CAFFEINE -> caffeine(pairs, null);
            case CAFFEINE_EXPIRING -> caffeine(pairs, EXPIRY);
            case CACHE2K -> cache2k(pairs, null);
            case CACHE2K_EXPIRING -> cache2k(pairs, EXPIRY);
            case GUAVA_EXPIRING -> guava(pairs);
            case JETCACHE -> jetcache(pairs);
            case EHCACHE_EXPIRING -> ehcache(pairs);
        };
    }

    private static Filled aside(Pairs pairs, UnaryOperator<CacheBuilder<Long, Long>> options) {
        return aside(pairs, Aside.builder().build(), options);
    }

    private static Filled copying(Pairs pairs) {
        Aside aside = Aside.builder().backend(EmbeddedBackend.copying()).build();
        return aside(pairs, aside, cache -> cache.maximumSize(pairs.bound()));
    }

    private static Filled aside(Pairs pairs, Aside aside, UnaryOperator<CacheBuilder<Long, Long>> options) {
        Cache<Long, Long> cache = options.apply(aside.cache("bench", Long.class, Long.class))
                .expireAfterWrite(EXPIRY)
                .load(pairs::value)
                .build();
        pairs.forEach((key, value) -> cache.get(key));
        return new Filled(cache::getIfPresent, aside::close);
    }

    private static Filled caffeine(Pairs pairs, @Nullable Duration expiry) {
        com.github.benmanes.caffeine.cache.Cache<Long, Long> cache =
                Peers.caffeine(pairs.bound(), expiry).build();
        pairs.forEach(cache::put);
        return new Filled(cache::getIfPresent, NOTHING);
    }

    private static Filled cache2k(Pairs pairs, @Nullable Duration expiry) {
        org.cache2k.Cache<Long, Long> cache = Peers.cache2k(Long.class, Long.class, pairs.bound(), expiry);
        pairs.forEach(cache::put);
        return new Filled(cache::get, cache::close);
    }

    private static Filled guava(Pairs pairs) {
        com.google.common.cache.Cache<Long, Long> cache =
                Peers.guava(pairs.bound(), EXPIRY).build();
        pairs.forEach(cache::put);
        return new Filled(cache::getIfPresent, NOTHING);
    }

    private static Filled jetcache(Pairs pairs) {
        com.alicp.jetcache.Cache<Long, Long> cache = Peers.jetcache(pairs.bound(), EXPIRY);
        pairs.forEach(cache::put);
        return new Filled(cache::get, cache::close);
    }

    private static Filled ehcache(Pairs pairs) {
        org.ehcache.Cache<Long, Long> cache = Peers.ehcache(Long.class, Long.class, pairs.bound(), EXPIRY);
        pairs.forEach(cache::put);
        return new Filled(cache::get, NOTHING);
    }
}
