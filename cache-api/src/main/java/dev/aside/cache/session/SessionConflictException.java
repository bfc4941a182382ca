package dev.aside.cache.session;

import dev.aside.cache.CacheException;
import java.util.Set;
import java.util.TreeSet;

/** Others have changed the session since it was loaded, and the store was built to refuse that; nothing was stored. */
public final class SessionConflictException extends CacheException {

    private static final long serialVersionUID = 1L;

    /** What both have changed. */
    private final TreeSet<String> names;

    /**
     * Creates the exception.
     *
     * @param message the store's name, and what happened
     * @param names the attributes that both have changed; empty if the session was held for too long
     */
    public SessionConflictException(String message, Set<String> names) {
        super(message, null, true);
        this.names = new TreeSet<>(names);
    }

    /**
     * Returns what both have changed.
     *
     * @return the names of attributes; empty if the session was held for too long
     */
    public Set<String> names() {
        return Set.copyOf(names);
    }
}
