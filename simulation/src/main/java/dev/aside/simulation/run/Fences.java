package dev.aside.simulation.run;

import dev.aside.cache.route.ChangeRecord;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.simulation.world.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Which of a node's own changes are surely fenced: begun, answered, and not ended. */
final class Fences {
    /** A change of one slot. */
    private static final class Open {
        final SlotKey slot;
        final long sentNanos;
        boolean placed;
        boolean told;

        Open(SlotKey slot, long sentNanos, boolean told) {
            this.slot = slot;
            this.sentNanos = sentNanos;
            this.told = told;
        }

        boolean isOf(ChangeRecord change) {
            return switch (change.kind()) {
                case 'e' -> slot.equals(SlotKey.ofBytes(SlotKey.Kind.ENTRY, change.key()));
                case 't' -> slot.kind() == SlotKey.Kind.TAG;
                default -> true;
            };
        }
    }

    private record Name(SlotKey slot, long stamp) {}

    private final World world;
    private final Map<Name, Open> open = new HashMap<>();
    private boolean areTold;

    Fences(World world) {
        this.world = world;
    }

    /**
     * Changes are told to other nodes, too, from now on, and surely fenced only once they have been: their copies are not covered by fences.
     *
     * @return what is called when something is about to be told, and returns what is called once it was
     */
    Function<List<ChangeRecord>, Runnable> told() {
        areTold = true;
        return changes -> {
            List<Open> covered = open.values().stream()
                    .filter(one -> one.placed && changes.stream().anyMatch(one::isOf))
                    .toList();
            return () -> covered.forEach(one -> one.told = true);
        };
    }

    void sent(List<SlotStep> steps) {
        for (SlotStep step : steps) {
            if (step instanceof SlotStep.Begin begin) {
                open.putIfAbsent(
                        new Name(begin.key(), begin.stamp()),
                        new Open(begin.key(), world.nanos(), isCovered(begin.key())));
            } else if (step instanceof SlotStep.End end) {
                open.remove(new Name(end.key(), end.stamp()));
            } else if (step instanceof SlotStep.Undo undo) {
                open.remove(new Name(undo.key(), undo.stamp()));
            }
        }
    }

    /** Copies know neither the epoch of all tags nor need to. */
    private boolean isCovered(SlotKey slot) {
        return !areTold || slot.kind() == SlotKey.Kind.TAG_EPOCH;
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
                    if (!one.placed || !one.told || world.nanos() - one.sentNanos > withinNanos) {
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
