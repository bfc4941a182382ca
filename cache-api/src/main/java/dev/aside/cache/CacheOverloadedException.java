package dev.aside.cache;

/** Too many loads are running or waiting. The source is spared; the call was not started. */
public final class CacheOverloadedException extends CacheException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param cacheName the name of the cache
     * @param running how many loads may run at once
     * @param waiting how many more may wait
     */
    public CacheOverloadedException(String cacheName, int running, int waiting) {
        super(cacheName + ": " + running + " loads are running and " + waiting + " are waiting", null, true);
    }
}
