package dev.aside.cache.spi;

/**
 * What lives in this process: the embedded backend and the near tier. Found by {@link java.util.ServiceLoader}; the artifact
 * {@code cache-local} has it.
 */
public interface LocalTiers {

    /**
     * Returns a new embedded backend, which holds values by reference.
     *
     * @return the backend, which the caller closes
     */
    CacheBackend embedded();

    /**
     * Returns a new near tier.
     *
     * @param <K> the type of the keys
     * @param spec its bounds
     * @param runtime time and threads
     * @return the tier
     */
    <K> NearTier<K> near(NearSpec spec, CacheRuntime runtime);
}
