package dev.aside.cache.local.engine;

import dev.aside.Aside;
import dev.aside.CacheBuilder;
import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.testkit.InMemoryBackend;
import dev.aside.cache.testkit.ManualTime;

/** One process of a fleet. */
final class Node implements AutoCloseable {

    final Loads loads = new Loads();
    final Aside aside;
    private final Ground ground;
    private final CacheBackend backend;

    Node(Ground ground, CacheBackend backend, ManualTime time, long seed) {
        this.ground = ground;
        this.backend = backend;
        this.aside = Aside.builder()
                .backend(backend)
                .runtime(time.runtime(loads, seed))
                .build();
    }

    CacheBuilder<String, String> cache() {
        return cache(String.class, String.class);
    }

    <K, V> CacheBuilder<K, V> cache(Class<K> keyType, Class<V> valueType) {
        return cache("rows", keyType, valueType);
    }

    /** A builder of a cache without jitter, so that a life is what a test says. */
    <K, V> CacheBuilder<K, V> cache(String name, Class<K> keyType, Class<V> valueType) {
        CacheBuilder<K, V> builder = aside.cache(name, keyType, valueType).jitter(0);
        return builder.nearTier(ground != Ground.FAR);
    }

    InMemoryBackend link() {
        return (InMemoryBackend) backend;
    }

    @Override
    public void close() {
        aside.close();
    }
}
