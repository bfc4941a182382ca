package dev.aside;

/** What becomes of a change that the backend cannot be told of beforehand. */
public enum FencePolicy {
    /** The change is made; it is pending until the backend has been told. */
    PROCEED,

    /** The change is refused with a {@link dev.aside.cache.CacheUnavailableException}; nothing happens. */
    REFUSE
}
