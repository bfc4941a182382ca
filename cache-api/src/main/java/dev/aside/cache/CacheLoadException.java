package dev.aside.cache;

/**
 * A load failed. All waiters of the load get it; nothing was cached. An {@link Error} of the loader is rethrown as itself by
 * the blocking methods.
 */
public final class CacheLoadException extends CacheException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param cacheName the name of the cache
     * @param cause what the loader threw
     */
    public CacheLoadException(String cacheName, Throwable cause) {
        super(cacheName + ": the loader failed", cause, true);
    }
}
