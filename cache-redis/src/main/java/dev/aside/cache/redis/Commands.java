package dev.aside.cache.redis;

import dev.aside.cache.redis.StepCommand.Steps;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotFormat;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which command a step becomes. */
final class Commands {

    /** Longer lives than this are left to the scripts, which know "for ever". */
    private static final long LONG_MILLIS = 1L << 50;

    private Commands() {}

    /**
     * Returns whether every slot of a batch has one step, not counting a read right behind a fill. If not, all that a step
     * comes to must come to it at the first try, for a second one would be behind the next step on its slot.
     */
    static boolean areApart(List<SlotStep> steps) {
        if (steps.size() == 1 || !hasSecondTries(steps)) {
            return true;
        } else if (steps.size() == 2) {
            return isBehindFill(steps, 1)
                    || !steps.get(0).key().equals(steps.get(1).key());
        }
        Set<SlotKey> keys = new HashSet<>(2 * steps.size());
        for (int i = 0; i < steps.size(); i++) {
            if (!isBehindFill(steps, i) && !keys.add(steps.get(i).key())) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasSecondTries(List<SlotStep> steps) {
        for (SlotStep step : steps) {
            if (step instanceof SlotStep.Lease || step instanceof SlotStep.Fill || step instanceof SlotStep.Token) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBehindFill(List<SlotStep> steps, int index) {
        return index > 0
                && steps.get(index) instanceof SlotStep.Read read
                && steps.get(index - 1) instanceof SlotStep.Fill fill
                && fill.key().equals(read.key());
    }

    /**
     * Returns the command for a step of a batch, or null if it is refused without asking: a fill of another connection. A fill
     * that is read back is asked for its stamp: what is stored under that is known here.
     *
     * @param apart what {@link #areApart} has said
     * @throws IllegalArgumentException if it has an entry that cannot be written down
     * @throws IllegalStateException if it is named by reference
     */
    static @Nullable StepCommand first(Steps steps, int index, boolean apart) {
        SlotStep step = steps.step(index);
        Objects.requireNonNull(
                step.key().bytes()); // one named by reference is refused here, and not while it is written
        if (step instanceof SlotStep.Read) {
            boolean readBack = apart && isBehindFill(steps.all(), index);
            return readBack ? StepCommand.readBack(steps, index) : StepCommand.get(steps, index);
        } else if (step instanceof SlotStep.Token && apart) {
            return StepCommand.get(steps, index); // most are there and lasting, and every look at a slot reads one
        } else if (step instanceof SlotStep.Lease lease) {
            return lease(steps, index, lease, apart);
        } else if (step instanceof SlotStep.Fill fill) {
            return fill.epoch() == steps.epoch() ? fill(steps, index, fill) : null;
        } else if (step instanceof SlotStep.End end && end.entry() != null) {
            byte[] slot = SlotFormat.encode(step.key(), new Slot.Value(end.next(), 0, 0, end.entry()));
            return StepCommand.value(steps, index, Script.END_WITH_VALUE, slot);
        }
        return StepCommand.script(steps, index, scriptOf(step));
    }

    private static StepCommand fill(Steps steps, int index, SlotStep.Fill step) {
        byte[] slot = SlotFormat.encode(step.key(), new Slot.Value(step.stamp(), 0, 0, step.entry()));
        return StepCommand.value(steps, index, Script.FILL, slot);
    }

    private static StepCommand lease(Steps steps, int index, SlotStep.Lease step, boolean apart) {
        boolean plain = step.replaces() == 0
                && apart
                && step.lifeMillis() < LONG_MILLIS
                && steps.wire().server().hasSetNxGet()
                && !steps.slots().hints().take(step.key());
        if (plain) {
            return StepCommand.setNxGet(steps, index, step);
        }
        int mode = step.keepLast() ? StepCommand.GROWN_OLD : StepCommand.DEAD;
        return StepCommand.lease(steps, index, step.replaces(), mode);
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
