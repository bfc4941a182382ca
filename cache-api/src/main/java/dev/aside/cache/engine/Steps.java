package dev.aside.cache.engine;

import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.Recorder;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Sends steps to the store and lets the breaker hear how it went. */
final class Steps {

    private final EntryStore store;
    private final Breaker breaker;
    private final Duration timeout;
    private final String cacheName;
    private final Recorder recorder;

    Steps(EntryStore store, Breaker breaker, Duration timeout, String cacheName, Recorder recorder) {
        this.store = store;
        this.breaker = breaker;
        this.timeout = timeout;
        this.cacheName = cacheName;
        this.recorder = recorder;
    }

    /** Executes the steps; an exception of a user's key is thrown at once. */
    CompletableFuture<List<StepReply>> run(List<SlotStep> steps) {
        CompletionStage<List<StepReply>> stage = store.execute(steps, timeout);
        return stage.toCompletableFuture().thenApply(this::heard);
    }

    /** Does the same, and hands on what has come of it: by one stage less, for the way of every read. */
    void run(List<SlotStep> steps, BiConsumer<@Nullable List<StepReply>, @Nullable Throwable> then) {
        store.execute(steps, timeout)
                .whenComplete((replies, error) -> then.accept(replies == null ? null : heard(replies), error));
    }

    private List<StepReply> heard(List<StepReply> replies) {
        boolean answered = false;
        for (StepReply reply : replies) {
            answered |= !(reply instanceof StepReply.Failed);
        }
        breaker.heard(answered, recorder, cacheName);
        return replies;
    }
}
