package dev.aside.cache.local;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SessionBackend;
import dev.aside.cache.spi.SessionReply;
import dev.aside.cache.spi.SessionSlots;
import dev.aside.cache.spi.SessionSpec;
import dev.aside.cache.spi.SessionStep;
import dev.aside.cache.spi.StepReply;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What an unsteady server does to sessions. */
final class UnsteadySessions extends UnsteadyServer implements SessionBackend {

    private static final SessionReply DOWN = new SessionReply.Failed(StepReply.Outcome.NOT_APPLIED, "it is down");
    private static final SessionReply UNHEARD = new SessionReply.Failed(StepReply.Outcome.UNKNOWN, "no answer in time");

    private final AtomicReference<@Nullable SessionSlots> slots = new AtomicReference<>();
    private final AtomicInteger calls = new AtomicInteger();

    @Override
    public Set<Ability> abilities() {
        return Set.of(Ability.PRINCIPALS, Ability.EXPIRY_EVENTS);
    }

    /** All nodes come to the same sessions. */
    @Override
    public SessionSlots open(SessionSpec spec, CacheRuntime runtime) {
        SessionSlots known = slots.get();
        if (known == null) {
            known = kept.find(SessionBackend.class).orElseThrow().open(spec, runtime);
            slots.set(known);
        }
        return new Way(known);
    }

    /** Returns how often it was asked. */
    int asked() {
        return calls.get();
    }

    private final class Way implements SessionSlots {
        private final SessionSlots to;

        Way(SessionSlots to) {
            this.to = to;
        }

        @Override
        public CompletionStage<List<SessionReply>> execute(List<SessionStep> steps, Duration timeout) {
            calls.incrementAndGet();
            if (isDown) {
                return CompletableFuture.completedStage(Collections.nCopies(steps.size(), DOWN));
            }
            CompletionStage<List<SessionReply>> replies = to.execute(steps, timeout);
            return losesAnswers
                    ? CompletableFuture.completedStage(Collections.nCopies(steps.size(), UNHEARD))
                    : replies;
        }

        @Override
        public Payload.Form form() {
            return to.form();
        }

        @Override
        public long timeMillis() {
            return to.timeMillis();
        }

        @Override
        public void close() {}
    }
}
