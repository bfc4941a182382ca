package dev.aside.cache;

import org.jspecify.annotations.Nullable;

/** Thrown by a {@link CacheWriter} to say that the source has surely not been changed, for example by a rolled-back transaction. */
public final class NotWrittenException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message why, without key or value
     * @param cause what the source said, or null
     */
    public NotWrittenException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
