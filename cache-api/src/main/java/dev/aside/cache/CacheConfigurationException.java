package dev.aside.cache;

/** A setting, or a combination of settings, that is not allowed. Thrown while building, never later. */
public final class CacheConfigurationException extends CacheException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the setting, what was given and what is allowed
     */
    public CacheConfigurationException(String message) {
        super(message, null, false);
    }
}
