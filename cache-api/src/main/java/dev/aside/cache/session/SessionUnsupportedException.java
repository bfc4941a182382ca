package dev.aside.cache.session;

import dev.aside.cache.CacheException;

/** The backend of the store cannot do this. */
public final class SessionUnsupportedException extends CacheException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the store's name, and what happened
     */
    public SessionUnsupportedException(String message) {
        super(message, null, false);
    }
}
