package dev.aside.simulation.model;

import dev.aside.cache.spi.SlotStep;

/** What a server still has room for. */
public enum Room {
    /** Everything. */
    ENOUGH,
    /** Changes only, whose scripts are allowed more. */
    FOR_CHANGES,
    /** Nothing: slots are only looked at. */
    NONE;

    boolean admits(SlotStep step) {
        return switch (this) {
            case ENOUGH -> true;
            case FOR_CHANGES -> isChange(step);
            case NONE -> step instanceof SlotStep.Read;
        };
    }

    private static boolean isChange(SlotStep step) {
        return step instanceof SlotStep.Read
                || step instanceof SlotStep.Begin
                || step instanceof SlotStep.End
                || step instanceof SlotStep.Undo
                || step instanceof SlotStep.Fence
                || step instanceof SlotStep.Release;
    }
}
