package dev.aside.cache;

import java.time.Duration;

/** A wait reached its bound. What was waited for may still go on. */
public final class CacheTimeoutException extends CacheException {

    private static final long serialVersionUID = 1L;

    /** How long was waited. */
    private final Duration waited;

    /**
     * Creates the exception.
     *
     * @param cacheName the name of the cache
     * @param what what was waited for
     * @param waited the bound that was reached
     */
    public CacheTimeoutException(String cacheName, String what, Duration waited) {
        super(cacheName + ": " + what + " took longer than " + waited.toMillis() + " ms", null, true);
        this.waited = waited;
    }

    /**
     * Returns the bound that was reached.
     *
     * @return how long was waited
     */
    public Duration waited() {
        return waited;
    }
}
