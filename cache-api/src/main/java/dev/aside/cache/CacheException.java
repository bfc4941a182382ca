package dev.aside.cache;

import org.jspecify.annotations.Nullable;

/**
 * The root of everything Aside throws of its own. Unchecked; messages begin with the cache's name where there is one, and
 * hold neither keys, values nor secrets.
 */
public abstract class CacheException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Whether trying again makes sense. */
    private final boolean retryable;

    /**
     * Creates the exception.
     *
     * @param message the message, which begins with the name of the cache where there is one
     * @param cause what led to it, or null
     * @param retryable whether the same call may well succeed a little later
     */
    protected CacheException(String message, @Nullable Throwable cause, boolean retryable) {
        super(message, cause);
        this.retryable = retryable;
    }

    /**
     * Returns whether the same call may well succeed a little later, with nothing done about it.
     *
     * @return whether trying again makes sense
     */
    public final boolean isRetryable() {
        return retryable;
    }
}
