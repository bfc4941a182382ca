package dev.aside.cache.spi;

import dev.aside.cache.route.CommitPosition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The slot protocol, written once, as a pure function: what a step makes of a slot, and how it is answered. A store that can
 * run Java on a slot atomically calls it; a store with compare-and-set calls it between reading and setting; a store with
 * scripts writes it again and is held against it.
 *
 * <p><b>Thread-safety:</b> immutable.
 */
public final class SlotRules {

    /*
     * Why a slot is never simply deleted
     * ----------------------------------
     * A load that began before a change must not store its value after it. The load holds a lease, and a change replaces the
     * lease by a fence with another stamp, so the fill finds its stamp gone. The fence stays for a while after the change
     * because a load that begins later may read a replica that lags; its floor says how far that replica must have come.
     * Hence a lease keeps the floor of the fence it replaces, and a lease that lapses or is released is that fence again.
     *
     * Why a writer is listed, and must be alone
     * -----------------------------------------
     * Two writers that overlap commit in an order that neither knows. Each lists itself before its database work and takes
     * itself off the list after it. Only a writer that saw nobody else, from its beginning (its stamp still stands) to its
     * end (it is alone), may store what it wrote. A writer that dies stays listed until its deadline, plus the lag of the
     * replicas: by then whatever it committed has reached them.
     */

    private final long lagMillis;
    private final long memoryMillis;

    /**
     * A slot and the answer.
     *
     * @param slot what the slot is after the step, or null for absent; the same instance if the step changed nothing
     * @param reply the answer
     */
    public record Transition(@Nullable Slot slot, StepReply reply) {}

    /**
     * Creates the rules.
     *
     * @param lagMillis the largest replica lag allowed, L
     * @param memoryMillis how long a slot remembers a change, H
     */
    public SlotRules(long lagMillis, long memoryMillis) {
        this.lagMillis = lagMillis;
        this.memoryMillis = memoryMillis;
    }

    /**
     * Applies a step.
     *
     * <p>A read is answered as one that has not registered for pushes; a store with a feed puts the feed's epoch into {@link
     * StepReply.Seen} and {@link StepReply.Present} itself. The rules refuse a fill whose epoch is not the one given.
     *
     * @param current the slot, or null for absent; one past its physical life, which is over at {@link Slot#untilMillis}, MUST be
     *     given as absent, and bytes that could not be read as {@link DecodedSlot.Unreadable} says
     * @param step the step
     * @param nowMillis the store's time
     * @param epoch the store's present epoch: a number that MUST change with every new connection to the servers, so that what
     *     one has allowed to be filled is not filled by way of another; always the same where there are no connections
     * @return the slot after the step, and the answer
     */
    public Transition apply(@Nullable Slot current, SlotStep step, long nowMillis, long epoch) {
        if (step instanceof SlotStep.Read) {
            return new Transition(current, new StepReply.Seen(current, -1, epoch));
        } else if (step instanceof SlotStep.Lease lease) {
            return lease(current, lease, nowMillis, epoch);
        } else if (step instanceof SlotStep.Claim claim) {
            return claim(current, claim, nowMillis, epoch);
        } else if (step instanceof SlotStep.Fill fill) {
            return fill(current, fill, nowMillis, epoch);
        } else if (step instanceof SlotStep.Release release) {
            return release(current, release, nowMillis);
        } else if (step instanceof SlotStep.Token token) {
            return token(current, token, nowMillis);
        }
        return change(current, step, nowMillis);
    }

    private Transition change(@Nullable Slot current, SlotStep step, long now) {
        if (step instanceof SlotStep.Begin begin) {
            return begin(current, begin, now);
        } else if (step instanceof SlotStep.End end) {
            return end(current, end, now);
        } else if (step instanceof SlotStep.Undo undo) {
            return undo(current, undo);
        } else if (step instanceof SlotStep.Fence fence) {
            return fence(current, fence, now);
        }
        throw new IllegalArgumentException("not a step: " + step.getClass());
    }

    private Transition lease(@Nullable Slot current, SlotStep.Lease step, long now, long epoch) {
        if (current instanceof Slot.Value value) {
            if (step.replaces() == 0 || step.replaces() != value.stamp()) {
                return new Transition(current, new StepReply.Present(value, -1, epoch));
            }
            Entry last = step.keepLast() ? value.entry() : null;
            return granted(step, now, value.untilMillis(), value.entry().source(), last, epoch);
        }
        if (current instanceof Slot.Lease held) {
            if (now < held.deadlineMillis()) {
                long remaining = held.deadlineMillis() - now;
                return new Transition(current, new StepReply.Busy(held.floor(), remaining, held.last()));
            }
            return granted(step, now, held.untilMillis(), held.floor(), held.last(), epoch);
        }
        if (current instanceof Slot.Fence fence) {
            Slot.Fence pruned = prune(fence, now, step.stamp());
            return pruned.writers().isEmpty()
                    ? granted(step, now, pruned.untilMillis(), pruned.floor(), null, epoch)
                    : new Transition(pruned, new StepReply.Open(pruned.floor()));
        }
        return granted(step, now, 0, CommitPosition.NONE, null, epoch);
    }

    private Transition granted(
            SlotStep.Lease step, long now, long until, CommitPosition floor, @Nullable Entry last, long epoch) {
        long deadline = plus(now, step.lifeMillis());
        long life = Math.max(until, plus(deadline, memoryMillis));
        return new Transition(
                new Slot.Lease(step.stamp(), life, deadline, floor, last), new StepReply.Granted(floor, last, epoch));
    }

    private Transition claim(@Nullable Slot current, SlotStep.Claim step, long now, long epoch) {
        if (!(current instanceof Slot.Value value) || value.stamp() != step.stamp()) {
            return refused(current);
        }
        if (now < value.claimedMillis()) {
            long remaining = value.claimedMillis() - now;
            return new Transition(current, new StepReply.Busy(value.entry().source(), remaining, value.entry()));
        }
        Slot claimed = new Slot.Value(value.stamp(), value.untilMillis(), plus(now, step.lifeMillis()), value.entry());
        return new Transition(claimed, new StepReply.Granted(value.entry().source(), value.entry(), epoch));
    }

    private Transition fill(@Nullable Slot current, SlotStep.Fill step, long now, long epoch) {
        boolean mine = current != null && current.stamp() == step.under() && step.epoch() == epoch;
        boolean mayFill = mine
                && ((current instanceof Slot.Lease lease && now < lease.deadlineMillis())
                        || current instanceof Slot.Value);
        if (!mayFill) {
            return refused(current);
        }
        long until = Math.max(plus(now, step.lifeMillis()), plus(now, memoryMillis));
        return new Transition(new Slot.Value(step.stamp(), until, 0, step.entry()), new StepReply.Applied(true));
    }

    private static Transition release(@Nullable Slot current, SlotStep.Release step, long now) {
        if (!(current instanceof Slot.Lease lease) || lease.stamp() != step.stamp()) {
            return refused(current);
        }
        Slot lapsed = new Slot.Lease(
                lease.stamp(), lease.untilMillis(), Math.min(now, lease.deadlineMillis()), lease.floor(), lease.last());
        return new Transition(lapsed, new StepReply.Applied(false));
    }

    private Transition token(@Nullable Slot current, SlotStep.Token step, long now) {
        long until = plus(now, step.lifeMillis());
        Slot.Fence token = current instanceof Slot.Fence fence
                ? lasting(prune(fence, now, step.stamp()), until)
                : new Slot.Fence(step.stamp(), until, floorOf(current), List.of());
        boolean open = !token.writers().isEmpty();
        return new Transition(token, new StepReply.TokenSeen(token.stamp(), token.floor(), open));
    }

    private Transition begin(@Nullable Slot current, SlotStep.Begin step, long now) {
        long deadline = plus(now, step.lifeMillis());
        List<Slot.Writer> writers = without(writersOf(current, now), step.stamp());
        writers.add(new Slot.Writer(step.stamp(), deadline));
        CommitPosition floor = floorOf(current).merge(step.floor());
        long until = Math.max(untilOf(current), plus(deadline, memoryMillis));
        return new Transition(
                new Slot.Fence(step.stamp(), until, floor, List.copyOf(writers)), new StepReply.Applied(false));
    }

    private Transition end(@Nullable Slot current, SlotStep.End step, long now) {
        List<Slot.Writer> writers = writersOf(current, now);
        List<Slot.Writer> others = without(writers, step.stamp());
        boolean listed = others.size() < writers.size();
        boolean stands = listed && current != null && current.stamp() == step.stamp() && !hasLapsed(current, now);
        Entry entry = step.entry();
        if (entry != null && stands && others.isEmpty()) {
            long until = Math.max(plus(now, step.lifeMillis()), plus(now, memoryMillis));
            return new Transition(new Slot.Value(step.next(), until, 0, entry), new StepReply.Applied(true));
        }
        // The stamp moves. A lease granted since finds its own gone, and so does a writer who began after this one and
        // wrote before it, who would otherwise stand alone with the older value.
        return closed(current, step.next(), step.position(), others, now);
    }

    private Transition fence(@Nullable Slot current, SlotStep.Fence step, long now) {
        return closed(current, step.stamp(), step.floor(), writersOf(current, now), now);
    }

    private Transition closed(
            @Nullable Slot current, long stamp, CommitPosition position, List<Slot.Writer> writers, long now) {
        CommitPosition floor = floorOf(current).merge(position);
        long until = Math.max(untilOf(current), plus(now, memoryMillis));
        return new Transition(new Slot.Fence(stamp, until, floor, List.copyOf(writers)), new StepReply.Applied(false));
    }

    private static Transition undo(@Nullable Slot current, SlotStep.Undo step) {
        if (!(current instanceof Slot.Fence fence)) {
            return new Transition(current, new StepReply.Applied(false));
        }
        List<Slot.Writer> others = without(fence.writers(), step.stamp());
        boolean same = others.size() == fence.writers().size();
        Slot rest = new Slot.Fence(fence.stamp(), fence.untilMillis(), fence.floor(), List.copyOf(others));
        return new Transition(same ? fence : rest, new StepReply.Applied(false));
    }

    private static Transition refused(@Nullable Slot current) {
        return new Transition(current, StepReply.Refused.INSTANCE);
    }

    /** A writer counts as open until its deadline and the replicas' lag have passed. */
    private boolean open(Slot.Writer writer, long now) {
        return now <= plus(writer.deadlineMillis(), lagMillis);
    }

    /** Forgets writers that have lapsed. One may have written last of all, so the stamp moves: nobody stands any more. */
    private Slot.Fence prune(Slot.Fence fence, long now, long stamp) {
        List<Slot.Writer> writers = writersOf(fence, now);
        return writers.size() == fence.writers().size()
                ? fence
                : new Slot.Fence(stamp, fence.untilMillis(), fence.floor(), List.copyOf(writers));
    }

    private boolean hasLapsed(@Nullable Slot slot, long now) {
        return slot instanceof Slot.Fence fence
                && writersOf(fence, now).size() < fence.writers().size();
    }

    private List<Slot.Writer> writersOf(@Nullable Slot slot, long now) {
        List<Slot.Writer> open = new ArrayList<>();
        if (slot instanceof Slot.Fence fence) {
            for (Slot.Writer writer : fence.writers()) {
                if (open(writer, now)) {
                    open.add(writer);
                }
            }
        }
        return open;
    }

    private static List<Slot.Writer> without(List<Slot.Writer> writers, long stamp) {
        List<Slot.Writer> others = new ArrayList<>(writers);
        others.removeIf(writer -> writer.stamp() == stamp);
        return others;
    }

    private static Slot.Fence lasting(Slot.Fence fence, long until) {
        return until <= fence.untilMillis()
                ? fence
                : new Slot.Fence(fence.stamp(), until, fence.floor(), fence.writers());
    }

    private static CommitPosition floorOf(@Nullable Slot slot) {
        if (slot instanceof Slot.Value value) {
            return value.entry().source();
        } else if (slot instanceof Slot.Lease lease) {
            return lease.floor();
        }
        return slot instanceof Slot.Fence fence ? fence.floor() : CommitPosition.NONE;
    }

    private static long untilOf(@Nullable Slot slot) {
        return slot == null || slot instanceof Slot.Value ? 0 : slot.untilMillis();
    }

    /** Adds without overflow: "for ever" stays for ever. */
    private static long plus(long now, long millis) {
        long sum = now + millis;
        return millis > 0 && sum < now ? Long.MAX_VALUE : sum;
    }
}
