package dev.aside.cache.memcached;

import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.util.List;

/** The steps of one call on slots. */
final class Batch extends Pending<StepReply> {

    private final List<SlotStep> steps;

    Batch(List<SlotStep> steps, long deadlineNanos) {
        super(steps.size(), deadlineNanos);
        this.steps = steps;
    }

    SlotStep step(int index) {
        return steps.get(index);
    }

    @Override
    StepReply failed(StepReply.Failed reply) {
        return reply;
    }
}
