package dev.aside.cache.engine.session;

import dev.aside.cache.CacheUnavailableException;
import dev.aside.cache.engine.Waits;
import dev.aside.cache.spi.SessionReply;
import dev.aside.cache.spi.SessionStep;
import java.time.Duration;
import java.util.List;

/** Asks the store and waits for the answers; what the store did not answer is an exception. */
final class Asking {

    private final SessionSteps steps;
    private final String storeName;
    private final String backendName;
    private final Duration bound;
    private final SessionCounts counts;

    Asking(SessionSteps steps, SessionOptions options, String backendName, SessionCounts counts) {
        this.steps = steps;
        this.storeName = options.name();
        this.backendName = backendName;
        this.bound = options.limits().operation();
        this.counts = counts;
    }

    SessionSteps steps() {
        return steps;
    }

    /** Returns the answers, those of steps that were not answered among them. */
    List<SessionReply> replies(List<SessionStep> some) {
        return Waits.await(storeName, steps.run(some), bound);
    }

    SessionReply reply(SessionStep step) {
        return replies(List.of(step)).get(0);
    }

    /** Returns the answer, or throws if there is none. */
    SessionReply answer(SessionStep step) {
        SessionReply reply = reply(step);
        if (reply instanceof SessionReply.Failed failed) {
            throw unavailable(failed);
        }
        return reply;
    }

    CacheUnavailableException unavailable(SessionReply.Failed failed) {
        counts.unavailable.increment();
        return new CacheUnavailableException(storeName, backendName, failed.reason());
    }
}
