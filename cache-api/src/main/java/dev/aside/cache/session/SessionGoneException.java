package dev.aside.cache.session;

import dev.aside.cache.CacheException;

/** The session has ended, by a logout, by time, or because another took its place; nothing was stored. */
public final class SessionGoneException extends CacheException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the store's name, and what happened
     */
    public SessionGoneException(String message) {
        super(message, null, false);
    }
}
