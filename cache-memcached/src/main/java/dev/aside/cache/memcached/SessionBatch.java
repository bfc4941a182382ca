package dev.aside.cache.memcached;

import dev.aside.cache.spi.SessionReply;
import dev.aside.cache.spi.SessionStep;
import dev.aside.cache.spi.StepReply;
import java.util.List;

/** The steps of one call on sessions. */
final class SessionBatch extends Pending<SessionStep, SessionReply> {

    SessionBatch(List<SessionStep> steps, long deadlineNanos) {
        super(steps, deadlineNanos);
    }

    @Override
    SessionReply failed(StepReply.Failed reply) {
        return new SessionReply.Failed(reply.outcome(), reply.reason());
    }
}
