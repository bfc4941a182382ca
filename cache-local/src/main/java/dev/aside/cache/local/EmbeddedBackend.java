package dev.aside.cache.local;

import dev.aside.cache.Consistency;
import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.LeaderboardBackend;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SessionBackend;
import dev.aside.cache.spi.StoreSpec;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps caches in this process, without a server. It holds every promise of every mode, since all that is to be known of a
 * key is in one place; what it holds ends with the process.
 *
 * <pre>{@code
 * Aside aside = Aside.builder().backend(EmbeddedBackend.create()).build();
 * }</pre>
 *
 * <p>Nothing in it blocks, waits or fails on its own: every step is done when the call returns, on the caller's thread.
 * Besides entries, which are bounded by the cache's own size or weight, it remembers for a while what has been changed; that
 * is bounded by the rate of changes and misses, not by the size, since a fence that was dropped early would let an old value
 * back in.
 *
 * <p><b>Thread-safety:</b> safe for use by many threads.
 */
public final class EmbeddedBackend implements CacheBackend {

    private final Payload.Form form;

    private EmbeddedBackend(Payload.Form form) {
        this.form = form;
    }

    /**
     * Returns a backend that holds the callers' own objects. Everybody who reads a key gets the same object, so values SHOULD
     * be immutable; no codec is needed, and a hit copies nothing. This is what a cache has when it is given no backend.
     *
     * @return a new backend, which the caller, or the {@code Aside} that it is given to, closes
     */
    public static EmbeddedBackend create() {
        return new EmbeddedBackend(Payload.Form.REFERENCE);
    }

    /**
     * Returns a backend that holds values encoded, as a server would. Every reader gets an object of their own, decoded at
     * every read: for values that their readers change, and for trying out codecs without a server. A maximum weight is
     * counted in bytes of the encoded key and value, and a weigher is not asked.
     *
     * @return a new backend, which the caller, or the {@code Aside} that it is given to, closes
     */
    public static EmbeddedBackend copying() {
        return new EmbeddedBackend(Payload.Form.BYTES);
    }

    /**
     * Returns the name.
     *
     * @return {@code "embedded"}
     */
    @Override
    public String name() {
        return "embedded";
    }

    @Override
    public EntryStore open(StoreSpec spec, CacheRuntime runtime) {
        return new EmbeddedStore(spec, runtime, form);
    }

    /**
     * {@inheritDoc} It keeps {@linkplain SessionBackend sessions} and {@linkplain LeaderboardBackend leaderboards}, with all that can be
     * done with them.
     */
    @Override
    public <T> Optional<T> find(Class<T> ability) {
        if (ability == SessionBackend.class) {
            return Optional.of(ability.cast(new EmbeddedSessionBackend(form)));
        }
        return ability == LeaderboardBackend.class
                ? Optional.of(ability.cast(new EmbeddedLeaderboardBackend()))
                : CacheBackend.super.find(ability);
    }

    @Override
    public Payload.Form form() {
        return form;
    }

    /**
     * Returns the modes that this backend keeps.
     *
     * @return all of them
     */
    @Override
    public Set<Consistency.Mode> modes() {
        return EnumSet.allOf(Consistency.Mode.class);
    }

    /** Does nothing: the stores share nothing, and each is closed by whoever opened it. */
    @Override
    public void close() {}
}
