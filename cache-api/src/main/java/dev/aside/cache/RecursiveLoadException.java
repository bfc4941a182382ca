package dev.aside.cache;

/** A loader asked for the key that it was loading. */
public final class RecursiveLoadException extends CacheException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param cacheName the name of the cache
     */
    public RecursiveLoadException(String cacheName) {
        super(cacheName + ": a loader asked for the key that it was loading", null, false);
    }
}
