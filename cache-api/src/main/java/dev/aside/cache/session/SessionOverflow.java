package dev.aside.cache.session;

/** What happens at a login that would give a principal more sessions than allowed. */
public enum SessionOverflow {
    /** The login is refused, by a {@link SessionLimitException}. */
    REFUSE,
    /** The session that was used longest ago ends. */
    END_OLDEST
}
