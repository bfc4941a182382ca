package dev.aside.samples.demo.replay;

import org.jspecify.annotations.Nullable;

/** A read or a write failed, and the replay with it. */
public final class ReplayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReplayException(@Nullable Throwable cause) {
        super("the replay stopped: " + (cause == null ? "a worker failed" : cause.getMessage()), cause);
    }
}
