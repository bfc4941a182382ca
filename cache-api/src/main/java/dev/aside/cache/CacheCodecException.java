package dev.aside.cache;

/** A key or value could not be encoded. Nothing was stored. Stored bytes that cannot be decoded are a miss, not an error. */
public final class CacheCodecException extends CacheException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param cacheName the name of the cache
     * @param cause what the codec said
     */
    public CacheCodecException(String cacheName, Throwable cause) {
        super(cacheName + ": the codec refused a key or a value: " + cause.getMessage(), cause, false);
    }
}
