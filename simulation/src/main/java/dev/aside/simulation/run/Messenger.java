package dev.aside.simulation.run;

import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.util.List;

/** What carries steps from a node's engine to its store, and answers back: faithfully, unless a bug is planted. */
public interface Messenger {

    /** Hands on what it is given. */
    Messenger FAITHFUL = new Messenger() {};

    /**
     * Returns what the store is asked.
     *
     * @param steps what the engine has asked
     */
    default List<SlotStep> asks(List<SlotStep> steps) {
        return steps;
    }

    /**
     * Returns what the engine hears.
     *
     * @param store whose answers they are
     * @param steps what it had asked
     * @param replies what the store has answered
     */
    default List<StepReply> hears(EntryStore store, List<SlotStep> steps, List<StepReply> replies) {
        return replies;
    }
}
