package dev.aside.cache.spi;

import dev.aside.cache.Cache;
import dev.aside.cache.leaderboard.Leaderboard;
import dev.aside.cache.session.SessionStore;
import java.time.Duration;

/**
 * Told what happens off the fast path, for meters. Hits in this process are counted by the tier and are not told. Every method
 * does nothing by default and MUST NOT block: it is told on the threads of callers and backends. What it throws is logged, at
 * most once a second, and reaches no caller.
 *
 * <p>A later version may tell more: by methods that do nothing by default, and by further constants of the enums here, which a
 * recorder must be ready for.
 */
public interface Recorder {

    /** Hears nothing. */
    Recorder NONE = new Recorder() {};

    /** Which tier a value came from. */
    enum Tier {
        /** This process. */
        NEAR,
        /** The backend's servers. */
        FAR
    }

    /** Why a loaded value was not stored. */
    enum Refusal {
        /** Something had changed since the load began. */
        CHANGED,
        /** The load did not prove that it had seen enough. */
        UNPROVEN,
        /** The load had no lease: the cache did not answer, or a change was open. */
        NO_LEASE
    }

    /**
     * A cache has been built, and may be polled for its counts from now on. Told once a cache, before whoever built it gets
     * it; of no cache that could not be built.
     *
     * @param cache the cache; to hold it keeps it, and all that is in it, from being collected
     */
    default void built(Cache<?, ?> cache) {}

    /**
     * A session store has been built, and may be polled for its counts from now on.
     *
     * @param sessions the store
     */
    default void built(SessionStore sessions) {}

    /**
     * A leaderboard has been built, and may be polled for its counts from now on.
     *
     * @param board the board
     */
    default void built(Leaderboard board) {}

    /**
     * A load has ended.
     *
     * @param cacheName the cache
     * @param took how long it took
     * @param succeeded whether it gave a value or an absence
     */
    default void loaded(String cacheName, Duration took, boolean succeeded) {}

    /**
     * A value was served after it had been looked at.
     *
     * @param cacheName the cache
     * @param tier where it came from
     * @param age how old it was
     */
    default void served(String cacheName, Tier tier, Duration age) {}

    /**
     * A loaded value was not stored.
     *
     * @param cacheName the cache
     * @param refusal why
     */
    default void refused(String cacheName, Refusal refusal) {}

    /**
     * The backend has stopped answering, or answers again.
     *
     * @param cacheName the cache
     * @param available whether it answers
     */
    default void available(String cacheName, boolean available) {}
}
