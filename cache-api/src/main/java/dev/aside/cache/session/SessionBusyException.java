package dev.aside.cache.session;

import dev.aside.cache.CacheException;

/** Another request had the session alone for longer than this one may wait. */
public final class SessionBusyException extends CacheException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the store's name, and what happened
     */
    public SessionBusyException(String message) {
        super(message, null, true);
    }
}
