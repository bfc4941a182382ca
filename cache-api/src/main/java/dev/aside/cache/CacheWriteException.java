package dev.aside.cache;

/** The {@link CacheWriter} failed. {@link #isSurelyUnchanged()} says what is known of the source. */
public final class CacheWriteException extends CacheException {

    private static final long serialVersionUID = 1L;

    /** What is known of the source. */
    private final boolean surelyUnchanged;

    /**
     * Creates the exception.
     *
     * @param cacheName the name of the cache
     * @param cause what the writer threw
     * @param surelyUnchanged whether the source has surely not been changed
     */
    public CacheWriteException(String cacheName, Throwable cause, boolean surelyUnchanged) {
        super(
                cacheName + ": the writer failed; the source "
                        + (surelyUnchanged ? "has not been changed" : "may have been changed"),
                cause,
                surelyUnchanged);
        this.surelyUnchanged = surelyUnchanged;
    }

    /**
     * Returns whether the source has surely not been changed. Otherwise nobody knows, and the key is not cached until the
     * deadline of the write has passed.
     *
     * @return whether nothing happened
     */
    public boolean isSurelyUnchanged() {
        return surelyUnchanged;
    }
}
