package dev.aside.cache;

/** The waiting thread was interrupted; its interrupt flag is set again. What it waited for goes on. */
public final class CacheInterruptedException extends CacheException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param cacheName the name of the cache
     * @param cause the interruption
     */
    public CacheInterruptedException(String cacheName, InterruptedException cause) {
        super(cacheName + ": interrupted while waiting", cause, false);
    }
}
