package dev.aside;

import dev.aside.cache.Cache;
import dev.aside.cache.CacheConfigurationException;
import dev.aside.cache.engine.CacheOptions;
import dev.aside.cache.engine.EngineCache;
import dev.aside.cache.engine.Ports;
import dev.aside.cache.spi.CacheBackend;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The caches that share a backend, each under its own name. */
final class Caches {

    private final Ports ports;
    private final Map<String, EngineCache<?, ?>> byName = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();

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
        checkOpen();
        EngineCache<K, V> cache = EngineCache.build(options, ports);
        if (byName.putIfAbsent(options.name(), cache) != null) {
            cache.close();
            throw new CacheConfigurationException("there is a cache named " + options.name() + " already");
        }
        if (closed.get()) {
            cache.close(); // whoever closes the others may have passed by
            checkOpen();
        }
        ports.recorder().built(cache);
        return cache;
    }

    private void checkOpen() {
        if (closed.get()) {
            throw new IllegalStateException("this Aside is closed");
        }
    }

    Collection<Cache<?, ?>> all() {
        return List.copyOf(byName.values());
    }

    /** Closes the caches and then the backend, and returns false if they were closed before. */
    boolean close() {
        if (!closed.compareAndSet(false, true)) {
            return false;
        }
        byName.values().forEach(EngineCache::close);
        ports.backend().close();
        return true;
    }
}
