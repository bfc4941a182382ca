package dev.aside.cache.spi;

import dev.aside.cache.Consistency;
import java.util.Optional;
import java.util.Set;

/**
 * Where caches keep what they know. Making one MUST NOT wait for a server: an application starts while its cache is down.
 *
 * <p>Whoever is given a backend through the builder of {@code Aside} owns it and closes it, after the stores it opened.
 */
public interface CacheBackend extends AutoCloseable {

    /**
     * Returns a short name for messages and meters, such as {@code "redis"}.
     *
     * @return the name
     */
    String name();

    /**
     * Opens the slots of one cache.
     *
     * @param spec the cache
     * @param runtime time, threads and chance
     * @return the store, which the caller closes
     */
    EntryStore open(StoreSpec spec, CacheRuntime runtime);

    /**
     * Returns what its stores hold.
     *
     * @return the form of payloads and keys
     */
    Payload.Form form();

    /**
     * Returns the modes that this backend can keep. A cache of another mode is refused when it is built.
     *
     * @return the modes
     */
    Set<Consistency.Mode> modes();

    /**
     * Returns a further ability of this backend, such as sessions or leaderboards, which a backend may have or lack. It MUST
     * NOT wait for a server, and MUST answer the same from the beginning to the end: whoever builds what needs the ability is
     * told at once that it is not there. What only a server can tell, such as its version, is said by the ability itself.
     *
     * <p>An ability uses the servers, the connections and the limits of this backend, and is closed by nobody; what it opens is
     * closed by whoever opened it, before the backend is. By default a backend has the abilities that its class implements. One
     * that stands before another has none of the other's unless it says so.
     *
     * @param <T> the type of the ability
     * @param ability its interface
     * @return the ability, or empty if this backend lacks it
     */
    default <T> Optional<T> find(Class<T> ability) {
        return ability.isInstance(this) ? Optional.of(ability.cast(this)) : Optional.empty();
    }

    /** Closes what the backend shares. Idempotent. */
    @Override
    void close();
}
