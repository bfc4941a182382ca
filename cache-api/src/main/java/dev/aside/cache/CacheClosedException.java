package dev.aside.cache;

/** The {@code Aside} that the cache belongs to has been closed. */
public final class CacheClosedException extends CacheException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param cacheName the name of the cache
     */
    public CacheClosedException(String cacheName) {
        super(cacheName + ": closed", null, false);
    }
}
