package dev.aside.cache.spi;

import java.util.Set;

/** The ability of a backend to keep sessions, found by {@link CacheBackend#find}. */
public interface SessionBackend {

    /** What a backend may be able to do beyond keeping sessions. */
    enum Ability {
        /** Sessions are found by whose they are, and can be limited. */
        PRINCIPALS,
        /** It is told of sessions that have ended by themselves. */
        EXPIRY_EVENTS
    }

    /**
     * Returns what it can do.
     *
     * @return the abilities; they do not change, and are known without asking a server
     */
    Set<Ability> abilities();

    /**
     * Returns whether other processes may have the same sessions.
     *
     * @return whether they are shared; it does not change
     */
    default boolean isShared() {
        return true;
    }

    /**
     * Opens a session store.
     *
     * @param spec the store
     * @param runtime time, threads and chance
     * @return the sessions, which the caller closes
     */
    SessionSlots open(SessionSpec spec, CacheRuntime runtime);
}
