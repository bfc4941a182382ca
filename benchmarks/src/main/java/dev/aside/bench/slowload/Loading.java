package dev.aside.bench.slowload;

import com.github.benmanes.caffeine.cache.Cache;
import com.google.common.util.concurrent.UncheckedExecutionException;
import dev.aside.Aside;
import dev.aside.bench.peers.Peers;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/** Opens a subject as a function that answers from the cache, or loads by {@link Key#load}. It lives as long as its JVM. */
final class Loading {
    private static final Duration EXPIRY = Duration.ofHours(1);

    private Loading() {}

    static Function<Key, Integer> open(Subject subject, int bound, Function<Key, Integer> source) {
        return switch (subject) {
            case ASIDE -> aside(bound, source);
            case CAFFEINE -> caffeine(bound, source);
            case GUAVA -> guava(bound, source);
            case JETCACHE -> jetcache(bound, source);
        };
    }

    private static Function<Key, Integer> aside(int bound, Function<Key, Integer> source) {
        dev.aside.cache.Cache<Key, Integer> cache = Aside.builder()
                .build()
                .cache("bench", Key.class, Integer.class)
                .maximumSize(bound)
                .expireAfterWrite(EXPIRY)
                .load(source::apply)
                .build();
        return key -> Objects.requireNonNull(cache.get(key));
    }

    private static Function<Key, Integer> caffeine(int bound, Function<Key, Integer> source) {
        Cache<Key, Integer> cache = Peers.caffeine(bound, null).build();
        return key -> cache.get(key, source);
    }

    private static Function<Key, Integer> guava(int bound, Function<Key, Integer> source) {
        com.google.common.cache.Cache<Key, Integer> cache =
                Peers.guava(bound, null).build();
        return key -> {
            try {
                return cache.get(key, () -> source.apply(key));
            } catch (ExecutionException e) {
                throw new UncheckedExecutionException(e);
            }
        };
    }

    private static Function<Key, Integer> jetcache(int bound, Function<Key, Integer> source) {
        com.alicp.jetcache.Cache<Key, Integer> cache = Peers.jetcache(bound, EXPIRY);
        return key -> cache.computeIfAbsent(key, source);
    }
}
