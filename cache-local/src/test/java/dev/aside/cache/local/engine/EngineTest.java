package dev.aside.cache.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.testkit.InMemoryServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** What the engine's tests share: fleets that are closed after each test, and waits that end. */
abstract class EngineTest {

    /** Stands in keys and values; no message may repeat it. */
    static final String CANARY = "canary-s3cret";

    private static final long PATIENCE_SECONDS = 20;

    private final List<Fleet> fleets = new ArrayList<>();

    final Fleet open(Ground ground) {
        Fleet fleet = new Fleet(ground);
        fleets.add(fleet);
        return fleet;
    }

    final Fleet open(Ground ground, InMemoryServer server) {
        Fleet fleet = new Fleet(ground, server);
        fleets.add(fleet);
        return fleet;
    }

    @AfterEach
    final void closeFleets() {
        fleets.forEach(Fleet::close);
    }

    /** Returns what a future holds already, or comes to hold by what other threads do. */
    static <T extends @Nullable Object> T got(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("failed", e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("no answer", e);
        }
    }

    /** Returns what a future fails with. */
    static Throwable failure(CompletableFuture<?> future) {
        try {
            Object answer = future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            throw new AssertionError("answered, with " + (answer == null ? "nothing" : "something"));
        } catch (ExecutionException e) {
            return Objects.requireNonNull(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("no answer", e);
        }
    }

    /** Starts a call on a thread of its own, outside any load that runs on this one. */
    static <T extends @Nullable Object> CompletableFuture<T> start(Callable<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(call.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    /** Does a call on a thread of its own and waits for it. */
    static <T extends @Nullable Object> T elsewhere(Callable<T> call) {
        return got(start(call));
    }

    /** Asserts that a message of ours repeats neither key nor value. */
    static void assertQuiet(Throwable error) {
        for (Throwable at = error; at != null; at = at.getCause()) {
            if (at.getClass().getName().startsWith("dev.aside.")) {
                assertThat(String.valueOf(at.getMessage())).doesNotContain(CANARY);
            }
        }
    }
}
