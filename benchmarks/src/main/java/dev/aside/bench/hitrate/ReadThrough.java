package dev.aside.bench.hitrate;

import com.github.benmanes.caffeine.cache.LoadingCache;
import com.google.common.cache.CacheLoader;
import dev.aside.Aside;
import dev.aside.bench.peers.Peers;
import dev.aside.cache.Cache;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * A bounded cache that loads what it lacks.
 *
 * @param read reads a key
 * @param tidy does what the cache has put off and nobody else will do
 * @param close ends it
 */
record ReadThrough(UnaryOperator<Integer> read, Runnable tidy, Runnable close) {
    private static final Duration EXPIRY = Duration.ofHours(1);
    private static final Runnable NOTHING = () -> {};

    static ReadThrough open(Subject subject, long capacity, UnaryOperator<Integer> source) {
        return switch (subject) {
            case ASIDE -> aside(capacity, source);
            case CAFFEINE -> caffeine(capacity, source);
            case CACHE2K -> cache2k(capacity, source);
            case GUAVA -> guava(capacity, source);
        };
    }

    private static ReadThrough aside(long capacity, UnaryOperator<Integer> source) {
        Aside aside = Aside.builder().build();
        Cache<Integer, Integer> cache = aside.cache("bench", Integer.class, Integer.class)
                .maximumSize(capacity)
                .expireAfterWrite(EXPIRY)
                .load(source::apply)
                .build();
        return new ReadThrough(key -> Objects.requireNonNull(cache.get(key)), NOTHING, aside::close);
    }

    private static ReadThrough caffeine(long capacity, UnaryOperator<Integer> source) {
        LoadingCache<Integer, Integer> cache = Peers.caffeine(capacity, null).build(source::apply);
        return new ReadThrough(cache::get, cache::cleanUp, NOTHING);
    }

    private static ReadThrough cache2k(long capacity, UnaryOperator<Integer> source) {
        org.cache2k.Cache<Integer, Integer> cache = Peers.cache2k(Integer.class, Integer.class, capacity, null);
        return new ReadThrough(key -> cache.computeIfAbsent(key, source), NOTHING, cache::close);
    }

    private static ReadThrough guava(long capacity, UnaryOperator<Integer> source) {
        com.google.common.cache.LoadingCache<Integer, Integer> cache =
                Peers.guava(capacity, null).build(CacheLoader.from(source::apply));
        return new ReadThrough(cache::getUnchecked, cache::cleanUp, NOTHING);
    }

    /** Lets everything that the last read has left to do be done, so that no policy is judged by how far it lags behind. */
    void rest() {
        if (!ForkJoinPool.commonPool().awaitQuiescence(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("The common pool has not come to rest within a minute");
        }
        tidy.run();
    }
}
