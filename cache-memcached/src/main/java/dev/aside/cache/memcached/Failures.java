package dev.aside.cache.memcached;

import dev.aside.cache.spi.StepReply;

/** What is known of a step that was not answered as it should have been. */
final class Failures {

    static final String LOST = "the connection is lost";
    static final String ERROR = "memcached answers with an error";

    private Failures() {}

    static StepReply.Failed notApplied(String reason) {
        return new StepReply.Failed(StepReply.Outcome.NOT_APPLIED, reason);
    }

    static StepReply.Failed unknown(String reason) {
        return new StepReply.Failed(StepReply.Outcome.UNKNOWN, reason);
    }
}
