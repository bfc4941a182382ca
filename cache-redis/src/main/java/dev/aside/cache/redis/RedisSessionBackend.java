package dev.aside.cache.redis;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.SessionBackend;
import dev.aside.cache.spi.SessionSlots;
import dev.aside.cache.spi.SessionSpec;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiFunction;

/** What Redis can do for sessions: everything. */
record RedisSessionBackend(BiFunction<SessionSpec, CacheRuntime, SessionSlots> opening) implements SessionBackend {

    @Override
    public Set<Ability> abilities() {
        return EnumSet.allOf(Ability.class);
    }

    @Override
    public SessionSlots open(SessionSpec spec, CacheRuntime runtime) {
        return opening.apply(spec, runtime);
    }
}
