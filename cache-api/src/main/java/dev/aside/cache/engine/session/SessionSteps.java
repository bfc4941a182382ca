package dev.aside.cache.engine.session;

import dev.aside.cache.engine.Breaker;
import dev.aside.cache.spi.Recorder;
import dev.aside.cache.spi.SessionReply;
import dev.aside.cache.spi.SessionSlots;
import dev.aside.cache.spi.SessionStep;
import dev.aside.cache.spi.StepReply;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Sends steps to the store, and none while it does not answer. */
final class SessionSteps {

    private static final SessionReply NOT_ASKED =
            new SessionReply.Failed(StepReply.Outcome.NOT_APPLIED, "it did not answer lately, and is asked again soon");

    private final SessionSlots slots;
    private final Breaker breaker;
    private final Duration timeout;
    private final String storeName;
    private final Recorder recorder;

    SessionSteps(SessionSlots slots, Breaker breaker, Duration timeout, String storeName, Recorder recorder) {
        this.slots = slots;
        this.breaker = breaker;
        this.timeout = timeout;
        this.storeName = storeName;
        this.recorder = recorder;
    }

    CompletableFuture<List<SessionReply>> run(List<SessionStep> steps) {
        if (!breaker.allows()) {
            return CompletableFuture.completedFuture(Collections.nCopies(steps.size(), NOT_ASKED));
        }
        return slots.execute(steps, timeout).toCompletableFuture().thenApply(this::heard);
    }

    CompletableFuture<SessionReply> run(SessionStep step) {
        return run(List.of(step)).thenApply(replies -> replies.get(0));
    }

    private List<SessionReply> heard(List<SessionReply> replies) {
        boolean answered = !replies.stream().allMatch(SessionReply.Failed.class::isInstance);
        breaker.heard(answered, recorder, storeName);
        return replies;
    }
}
