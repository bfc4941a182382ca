package dev.aside.simulation.model;

import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotRules;
import dev.aside.cache.spi.SlotStep;
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
}
