package dev.aside.cache;

/**
 * The cache did not answer, and the call cannot do without it: a look that never loads; or a change that the cache could not be
 * told of, which the mode or an option refuses then. Nothing was changed.
 */
public final class CacheUnavailableException extends CacheException {

    private static final long serialVersionUID = 1L;

    /** The backend that did not answer. */
    private final String backend;

    /**
     * Creates the exception.
     *
     * @param cacheName the name of the cache
     * @param backend the name of the backend
     * @param reason what happened
     */
    public CacheUnavailableException(String cacheName, String backend, String reason) {
        super(cacheName + ": the " + backend + " backend is not available: " + reason, null, true);
        this.backend = backend;
    }

    /**
     * Returns which backend did not answer.
     *
     * @return its name
     */
    public String backend() {
        return backend;
    }
}
