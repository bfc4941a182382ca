package dev.aside.cache.memcached;

import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.util.List;

/** The steps of one call on slots. */
final class Batch extends Pending<SlotStep, StepReply> {

    Batch(List<SlotStep> steps, long deadlineNanos) {
        super(steps, deadlineNanos);
    }

    @Override
    StepReply failed(StepReply.Failed reply) {
        return reply;
    }
}
