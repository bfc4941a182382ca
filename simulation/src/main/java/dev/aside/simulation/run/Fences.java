package dev.aside.simulation.run;

import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.simulation.world.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which of a node's own changes are surely fenced: begun, answered, and not ended. */
final class Fences {
    /** A change of one slot. */
    private static final class Open {
        final SlotKey slot;
        final long sentNanos;
        boolean placed;

        Open(SlotKey slot, long sentNanos) {
            this.slot = slot;
            this.sentNanos = sentNanos;
        }
    }

    private record Name(SlotKey slot, long stamp) {}

    private final World world;
    private final Map<Name, Open> open = new HashMap<>();

    Fences(World world) {
        this.world = world;
    }

    void sent(List<SlotStep> steps) {
        for (SlotStep step : steps) {
            if (step instanceof SlotStep.Begin begin) {
                open.putIfAbsent(new Name(begin.key(), begin.stamp()), new Open(begin.key(), world.nanos()));
            } else if (step instanceof SlotStep.End end) {
                open.remove(new Name(end.key(), end.stamp()));
            } else if (step instanceof SlotStep.Undo undo) {
                open.remove(new Name(undo.key(), undo.stamp()));
            }
        }
    }

    void heard(List<SlotStep> steps, List<StepReply> replies) {
        for (int i = 0; i < replies.size(); i++) {
            if (steps.get(i) instanceof SlotStep.Begin begin && replies.get(i) instanceof StepReply.Applied) {
                Open mine = open.get(new Name(begin.key(), begin.stamp()));
                if (mine != null) {
                    mine.placed = true;
                }
            }
        }
    }

    /** Returns whether a commit now, for a change of these slots, is surely fenced: every such change of the node is. */
    boolean fence(List<SlotKey> slots, long withinNanos) {
        for (SlotKey slot : slots) {
            boolean any = false;
            for (Open one : open.values()) {
                if (one.slot.equals(slot)) {
                    any = true;
                    if (!one.placed || world.nanos() - one.sentNanos > withinNanos) {
                        return false;
                    }
                }
            }
            if (!any) {
                return false;
            }
        }
        return true;
    }
}
