package dev.aside.simulation.model;

import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotRules;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import org.jspecify.annotations.Nullable;

/** What a step makes of a slot. The shipped law is {@code new SlotRules(…)::apply}; a planted bug wraps it. */
@FunctionalInterface
public interface SlotLaw {

    /**
     * Applies a step.
     *
     * @param current the slot, or null for absent
     * @param step the step
     * @param nowMillis the server's time
     * @param epoch the number of the connection that the step came by
     * @return the slot after the step, and the answer
     */
    SlotRules.Transition apply(@Nullable Slot current, SlotStep step, long nowMillis, long epoch);

    /**
     * Answers a step for which the server has no room.
     *
     * @param current the slot, or null for absent
     * @param step the step
     * @return the slot after the step, and the answer
     */
    default SlotRules.Transition withoutRoom(@Nullable Slot current, SlotStep step) {
        return new SlotRules.Transition(
                current, new StepReply.Failed(StepReply.Outcome.NOT_APPLIED, "the server has no room"));
    }
}
