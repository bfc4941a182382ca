package dev.aside.cache.codec;

import org.jspecify.annotations.Nullable;

/** Bytes that are not a value, or a value that has no bytes. The message never holds the value. */
public final class CodecException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is allowed, without the value
     */
    public CodecException(String message) {
        super(message);
    }

    /**
     * Creates the exception.
     *
     * @param message what is allowed, without the value
     * @param cause what the underlying library said, or null
     */
    public CodecException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
