package dev.aside.cache.redis;

import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotFormat;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which command a step becomes. */
final class Commands {

    /** Longer lives than this are left to the scripts, which know "for ever". */
    private static final long LONG_MILLIS = 1L << 50;

    private Commands() {}

    /** Returns whether every lease of a batch is to be a script: they come to one answer, so their order is kept. */
    static boolean needsScripts(List<SlotStep> steps) {
        return steps.size() > 1 && hasLease(steps) && hasTwins(steps);
    }

    private static boolean hasLease(List<SlotStep> steps) {
        for (SlotStep step : steps) {
            if (step instanceof SlotStep.Lease) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasTwins(List<SlotStep> steps) {
        Set<SlotKey> keys = new HashSet<>(2 * steps.size());
        for (SlotStep step : steps) {
            if (!keys.add(step.key())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the command for a step of a batch, or null if it is refused without asking: a fill of another connection.
     *
     * @throws IllegalArgumentException if it has an entry that cannot be written down
     */
    static @Nullable StepCommand first(Batch batch, int index, boolean scripted) {
        SlotStep step = batch.step(index);
        if (step instanceof SlotStep.Read) {
            return StepCommand.get(batch, index);
        } else if (step instanceof SlotStep.Lease lease) {
            return lease(batch, index, lease, scripted);
        } else if (step instanceof SlotStep.Fill fill) {
            return fill.epoch() == batch.epoch() ? fill(batch, index, fill) : null;
        } else if (step instanceof SlotStep.End end && end.entry() != null) {
            byte[] slot = SlotFormat.encode(step.key(), new Slot.Value(end.next(), 0, 0, end.entry()));
            return StepCommand.value(batch, index, Script.END_WITH_VALUE, slot);
        }
        return StepCommand.script(batch, index, scriptOf(step));
    }

    private static StepCommand fill(Batch batch, int index, SlotStep.Fill step) {
        byte[] slot = SlotFormat.encode(step.key(), new Slot.Value(step.stamp(), 0, 0, step.entry()));
        return StepCommand.value(batch, index, Script.FILL, slot);
    }

    private static StepCommand lease(Batch batch, int index, SlotStep.Lease step, boolean scripted) {
        boolean plain = step.replaces() == 0
                && !scripted
                && step.lifeMillis() < LONG_MILLIS
                && batch.wire().server().hasSetNxGet()
                && !batch.store().hints().take(step.key());
        if (plain) {
            return StepCommand.setNxGet(batch, index, step);
        }
        int mode = step.keepLast() ? StepCommand.GROWN_OLD : StepCommand.DEAD;
        return StepCommand.lease(batch, index, step.replaces(), mode);
    }

    private static Script scriptOf(SlotStep step) {
        if (step instanceof SlotStep.Begin) {
            return Script.BEGIN;
        } else if (step instanceof SlotStep.End) {
            return Script.END;
        } else if (step instanceof SlotStep.Undo) {
            return Script.UNDO;
        } else if (step instanceof SlotStep.Fence) {
            return Script.FENCE;
        } else if (step instanceof SlotStep.Token) {
            return Script.TOKEN;
        } else if (step instanceof SlotStep.Claim) {
            return Script.CLAIM;
        } else if (step instanceof SlotStep.Release) {
            return Script.RELEASE;
        }
        throw new IllegalArgumentException("not a step: " + step.getClass().getSimpleName());
    }
}
