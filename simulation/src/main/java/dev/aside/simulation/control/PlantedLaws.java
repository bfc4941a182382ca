package dev.aside.simulation.control;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotRules.Transition;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.simulation.model.SlotLaw;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The store's law with one thing wrong. Each takes the shipped law and changes a step before or after it. */
final class PlantedLaws {
    private static final long FOREVER = Long.MAX_VALUE / 2;
    private static final long A_WHILE = 5_000;

    private PlantedLaws() {}

    /** A change replaces whatever the slot remembers: its floor, and the writers still open. */
    static SlotLaw blindFence(SlotLaw law) {
        return (current, step, now, epoch) -> {
            boolean fence = step instanceof SlotStep.Fence;
            return law.apply(fence ? null : current, step, now, epoch);
        };
    }

    /** A lease forgets the floor of the fence that it replaces. */
    static SlotLaw leaseDropsFloor(SlotLaw law) {
        return (current, step, now, epoch) -> {
            Transition right = law.apply(current, step, now, epoch);
            if (step instanceof SlotStep.Lease
                    && right.reply() instanceof StepReply.Granted granted
                    && right.slot() instanceof Slot.Lease lease) {
                Slot floorless = new Slot.Lease(
                        lease.stamp(), lease.untilMillis(), lease.deadlineMillis(), CommitPosition.NONE, lease.last());
                return new Transition(
                        floorless, new StepReply.Granted(CommitPosition.NONE, granted.last(), granted.epoch()));
            }
            return right;
        };
    }

    /** A fill is taken whatever the slot has become meanwhile. */
    static SlotLaw fillWithoutStamp(SlotLaw law) {
        return (current, step, now, epoch) -> step instanceof SlotStep.Fill fill && fill.epoch() == epoch
                ? filled(fill, now)
                : law.apply(current, step, now, epoch);
    }

    private static Transition filled(SlotStep.Fill fill, long now) {
        long until = now + Math.max(fill.lifeMillis(), A_WHILE);
        return new Transition(new Slot.Value(fill.stamp(), until, 0, fill.entry()), new StepReply.Applied(true));
    }

    /** A release takes away whatever lease or fence there is. */
    static SlotLaw releaseWithoutStamp(SlotLaw law) {
        return (current, step, now, epoch) -> step instanceof SlotStep.Release
                ? new Transition(null, new StepReply.Applied(false))
                : law.apply(current, step, now, epoch);
    }

    /** A writer stores its value though another is still open. */
    static SlotLaw endWithoutAlone(SlotLaw law) {
        return (current, step, now, epoch) -> {
            if (step instanceof SlotStep.End end && current instanceof Slot.Fence fence) {
                List<Slot.Writer> mine = fence.writers().stream()
                        .filter(writer -> writer.stamp() == end.stamp())
                        .toList();
                Slot alone = new Slot.Fence(fence.stamp(), fence.untilMillis(), fence.floor(), mine);
                return law.apply(alone, step, now, epoch);
            }
            return law.apply(current, step, now, epoch);
        };
    }

    /** A writer stores its value though somebody has come in between. */
    static SlotLaw endWithoutStands(SlotLaw law) {
        return (current, step, now, epoch) -> {
            if (step instanceof SlotStep.End end && current instanceof Slot.Fence fence) {
                Slot standing = new Slot.Fence(end.stamp(), fence.untilMillis(), fence.floor(), fence.writers());
                return law.apply(standing, step, now, epoch);
            }
            return law.apply(current, step, now, epoch);
        };
    }

    /** A rollback closes the changes of all others, too. */
    static SlotLaw rollbackClosesAll(SlotLaw law) {
        return (current, step, now, epoch) -> step instanceof SlotStep.Undo && current instanceof Slot.Fence fence
                ? new Transition(
                        new Slot.Fence(fence.stamp(), fence.untilMillis(), fence.floor(), List.of()),
                        new StepReply.Applied(false))
                : law.apply(current, step, now, epoch);
    }

    /** A rollback takes the fence away. */
    static SlotLaw rollbackRemovesFence(SlotLaw law) {
        return (current, step, now, epoch) -> step instanceof SlotStep.Undo && current instanceof Slot.Fence
                ? new Transition(null, new StepReply.Applied(false))
                : law.apply(current, step, now, epoch);
    }

    /** An open writer counts as gone from its deadline on, and no lag later. */
    static SlotLaw openFenceGoneAtItsDeadline(SlotLaw law) {
        return (current, step, now, epoch) -> law.apply(withoutLate(current, now), step, now, epoch);
    }

    private static @Nullable Slot withoutLate(@Nullable Slot slot, long now) {
        if (!(slot instanceof Slot.Fence fence) || fence.writers().isEmpty()) {
            return slot;
        }
        boolean late = fence.writers().stream().allMatch(writer -> writer.deadlineMillis() < now);
        return late ? null : slot;
    }

    /** An open change does not keep loads from storing. */
    static SlotLaw openFenceLeased(SlotLaw law) {
        return (current, step, now, epoch) -> {
            if (step instanceof SlotStep.Lease && current instanceof Slot.Fence fence) {
                Slot closed = new Slot.Fence(fence.stamp(), fence.untilMillis(), fence.floor(), List.of());
                return law.apply(closed, step, now, epoch);
            }
            return law.apply(current, step, now, epoch);
        };
    }

    /** A refresh need not have seen what the value had seen that it replaces. */
    static SlotLaw refreshWithoutFloor(SlotLaw law) {
        return (current, step, now, epoch) -> {
            Transition right = law.apply(current, step, now, epoch);
            return step instanceof SlotStep.Claim && right.reply() instanceof StepReply.Granted granted
                    ? new Transition(
                            right.slot(), new StepReply.Granted(CommitPosition.NONE, granted.last(), granted.epoch()))
                    : right;
        };
    }

    /** A dead value is never leased: who asks is told that there is one. */
    static SlotLaw deadValueByAbsence(SlotLaw law) {
        return (current, step, now, epoch) -> {
            if (step instanceof SlotStep.Lease lease) {
                SlotStep.Lease asked = new SlotStep.Lease(lease.key(), lease.stamp(), lease.lifeMillis(), 0, false);
                return law.apply(current, asked, now, epoch);
            }
            return law.apply(current, step, now, epoch);
        };
    }

    /** A change deletes the slot in place of fencing it. */
    static SlotLaw deletesInPlaceOfFence(SlotLaw law) {
        return (current, step, now, epoch) -> step instanceof SlotStep.Fence
                ? new Transition(null, new StepReply.Applied(false))
                : law.apply(current, step, now, epoch);
    }

    /** The end of a change forgets those who are still open. */
    static SlotLaw endClosesAll(SlotLaw law) {
        return (current, step, now, epoch) -> {
            Transition right = law.apply(current, step, now, epoch);
            return step instanceof SlotStep.End && right.slot() instanceof Slot.Fence fence
                    ? new Transition(
                            new Slot.Fence(fence.stamp(), fence.untilMillis(), fence.floor(), List.of()), right.reply())
                    : right;
        };
    }

    /** The end of a change that stored nothing leaves the stamp as it was. */
    static SlotLaw endLeavesStamp(SlotLaw law) {
        return (current, step, now, epoch) -> {
            Transition right = law.apply(current, step, now, epoch);
            return step instanceof SlotStep.End && right.slot() instanceof Slot.Fence fence && current != null
                    ? new Transition(
                            new Slot.Fence(current.stamp(), fence.untilMillis(), fence.floor(), fence.writers()),
                            right.reply())
                    : right;
        };
    }

    /** A fill is taken after its lease has lapsed and another's has begun. */
    static SlotLaw leaseNeverHeld(SlotLaw law) {
        return (current, step, now, epoch) -> step instanceof SlotStep.Lease && current instanceof Slot.Lease held
                ? law.apply(lapsed(held), step, now, epoch)
                : law.apply(current, step, now, epoch);
    }

    private static Slot lapsed(Slot.Lease held) {
        return new Slot.Lease(held.stamp(), held.untilMillis(), 0, held.floor(), held.last());
    }

    /** A lease is never given up by lapse: whoever dies with it keeps all others waiting. */
    static SlotLaw leaseNeverLapses(SlotLaw law) {
        return (current, step, now, epoch) -> {
            Transition right = law.apply(current, step, now, epoch);
            return step instanceof SlotStep.Lease && right.slot() instanceof Slot.Lease lease
                    ? new Transition(
                            new Slot.Lease(lease.stamp(), FOREVER, FOREVER, lease.floor(), lease.last()), right.reply())
                    : right;
        };
    }

    /** A changed token keeps its number. */
    static SlotLaw tokenStays(SlotLaw law) {
        return (current, step, now, epoch) -> {
            Transition right = law.apply(current, step, now, epoch);
            boolean moves =
                    step instanceof SlotStep.Fence || step instanceof SlotStep.Begin || step instanceof SlotStep.End;
            boolean token = step.key().kind() != SlotKey.Kind.ENTRY;
            return token && moves && current != null && right.slot() instanceof Slot.Fence fence
                    ? new Transition(
                            new Slot.Fence(current.stamp(), fence.untilMillis(), fence.floor(), fence.writers()),
                            right.reply())
                    : right;
        };
    }

    /** What there is no room to say of a change is deleted, and that is taken for saying it. */
    static SlotLaw deletesWithoutRoom(SlotLaw law) {
        return new SlotLaw() {
            @Override
            public Transition apply(@Nullable Slot current, SlotStep step, long now, long epoch) {
                return law.apply(current, step, now, epoch);
            }

            @Override
            public Transition withoutRoom(@Nullable Slot current, SlotStep step) {
                boolean change = step instanceof SlotStep.Fence || step instanceof SlotStep.End;
                return change ? new Transition(null, new StepReply.Applied(false)) : law.withoutRoom(current, step);
            }
        };
    }

    /** A fill keeps the position of what was there, not that of what it has seen. */
    static SlotLaw fillWithoutPosition(SlotLaw law) {
        return (current, step, now, epoch) -> {
            if (step instanceof SlotStep.Fill fill) {
                Entry e = fill.entry();
                Entry bare = new Entry(
                        e.codecId(),
                        e.fingerprint(),
                        e.createdMillis(),
                        e.softMillis(),
                        e.hardMillis(),
                        e.costMicros(),
                        CommitPosition.NONE,
                        e.generation(),
                        new ArrayList<>(e.tags()),
                        e.payload());
                SlotStep.Fill blind = new SlotStep.Fill(
                        fill.key(), fill.under(), fill.epoch(), fill.stamp(), fill.lifeMillis(), bare);
                return law.apply(current, blind, now, epoch);
            }
            return law.apply(current, step, now, epoch);
        };
    }
}
