package dev.aside.cache.memcached;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.SessionBackend;
import dev.aside.cache.spi.SessionSlots;
import dev.aside.cache.spi.SessionSpec;
import java.util.Set;
import java.util.function.BiFunction;

/** What Memcached can do for sessions: keep them, and no more. It has no way to find what it has not been given the name of. */
record MemcachedSessionBackend(BiFunction<SessionSpec, CacheRuntime, SessionSlots> opening) implements SessionBackend {

    @Override
    public Set<Ability> abilities() {
        return Set.of();
    }

    @Override
    public SessionSlots open(SessionSpec spec, CacheRuntime runtime) {
        return opening.apply(spec, runtime);
    }
}
