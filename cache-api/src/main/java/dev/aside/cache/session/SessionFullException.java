package dev.aside.cache.session;

import dev.aside.cache.CacheException;

/** The session would have more attributes, or larger ones, than allowed; what was stored before is unchanged. */
public final class SessionFullException extends CacheException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the store's name, and what happened
     */
    public SessionFullException(String message) {
        super(message, null, false);
    }
}
