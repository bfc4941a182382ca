package dev.aside.cache.session;

import dev.aside.cache.CacheException;

/** The principal has as many sessions as allowed; nothing was stored. */
public final class SessionLimitException extends CacheException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the store's name, and what happened
     */
    public SessionLimitException(String message) {
        super(message, null, false);
    }
}
