package dev.aside.cache.local;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SessionBackend;
import dev.aside.cache.spi.SessionSlots;
import dev.aside.cache.spi.SessionSpec;
import java.util.EnumSet;
import java.util.Set;

/** What the embedded backend can do for sessions: everything. */
record EmbeddedSessionBackend(Payload.Form form) implements SessionBackend {

    @Override
    public Set<Ability> abilities() {
        return EnumSet.allOf(Ability.class);
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public SessionSlots open(SessionSpec spec, CacheRuntime runtime) {
        return new EmbeddedSessions(spec, runtime, form);
    }
}
