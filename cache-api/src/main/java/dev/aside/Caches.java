package dev.aside;

import dev.aside.cache.Cache;
import dev.aside.cache.engine.CacheOptions;
import dev.aside.cache.engine.EngineCache;
import dev.aside.cache.engine.Ports;
import dev.aside.cache.spi.CacheBackend;
import java.util.Collection;
import java.util.List;

/** The caches that share a backend, each under its own name. */
final class Caches {

    private final Ports ports;
    private final Registry<EngineCache<?, ?>> caches = new Registry<>("cache", EngineCache::close);

    Caches(Ports ports) {
        this.ports = ports;
    }

    CacheBackend backend() {
        return ports.backend();
    }

    /** Returns whether there is what makes near tiers. */
    boolean hasLocalTiers() {
        return ports.localTiers() != null;
    }

    <K, V> Cache<K, V> build(CacheOptions<K, V> options) {
        caches.checkOpen();
        EngineCache<K, V> cache = EngineCache.build(options, ports);
        caches.add(options.name(), cache);
        ports.recorder().built(cache);
        return cache;
    }

    Collection<Cache<?, ?>> all() {
        return List.copyOf(caches.all());
    }

    /** Closes the caches and then the backend, and returns false if they were closed before. */
    boolean close() {
        boolean first = caches.close();
        if (first) {
            ports.backend().close();
        }
        return first;
    }
}
