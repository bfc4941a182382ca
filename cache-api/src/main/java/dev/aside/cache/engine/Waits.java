package dev.aside.cache.engine;

import dev.aside.cache.CacheInterruptedException;
import dev.aside.cache.CacheLoadException;
import dev.aside.cache.CacheTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The one place where a caller's thread waits. */
public final class Waits {

    /** What a wait allows the timers that should have ended it: they run on one thread, which the machine may delay. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private Waits() {}

    /** Waits for a stage that ends by itself within the bound; the grace is for a machine that is late with its timers. */
    public static <T extends @Nullable Object> T await(String cacheName, CompletableFuture<T> stage, Duration bound) {
        try {
            return stage.get(bound.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheInterruptedException(cacheName, e);
        } catch (ExecutionException e) {
            throw thrown(e);
        } catch (TimeoutException e) {
            throw new CacheTimeoutException(cacheName, "the answer", bound);
        }
    }

    /** Returns what to throw: our own as it is, with the waiter's stack beside it; an Error of the loader as itself. */
    private static RuntimeException thrown(ExecutionException e) {
        Throwable cause = cause(e);
        if (cause instanceof CacheLoadException && cause.getCause() instanceof Error error) {
            throw error;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof RuntimeException runtime) {
            return runtime;
        }
        return new IllegalStateException(cause);
    }

    /** Returns what a stage failed with, without the wrappings of stages. */
    static Throwable cause(Throwable error) {
        Throwable at = error;
        while ((at instanceof CompletionException || at instanceof ExecutionException) && at.getCause() != null) {
            at = at.getCause();
        }
        return at;
    }
}
