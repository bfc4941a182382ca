package dev.aside.cache.testkit;

import dev.aside.cache.spi.DecodedSlot;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotFormat;
import dev.aside.cache.spi.SlotRules;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One step of one store within the server's atomic change of one slot. */
final class Execution {

    private final Client client;
    private final SlotStep step;
    private final SlotRules rules;
    private final StoreKind kind;
    private final long now;
    private final long epoch;
    private @Nullable StepReply reply;
    private boolean changed;

    Execution(Client client, SlotStep step, SlotRules rules, StoreKind kind, long now, long epoch) {
        this.client = client;
        this.step = step;
        this.rules = rules;
        this.kind = kind;
        this.now = now;
        this.epoch = epoch;
    }

    @Nullable
    Kept on(@Nullable Kept kept) {
        Slot current = kept == null || now >= kept.untilMillis() ? null : decoded(kept.bytes());
        SlotRules.Transition transition = rules.apply(current, step, now, epoch);
        byte[] bytes = encoded(transition.slot(), current, kept);
        if (bytes != null && bytes.length > kind.maximumBytes()) {
            transition = withoutTheValue(current);
            bytes = encoded(transition.slot(), current, kept);
        }
        Slot next = transition.slot();
        reply = registered(transition.reply());
        changed = !sameMeaning(current, next);
        if (next == null || bytes == null) {
            return null;
        }
        return next == current ? kept : new Kept(bytes, kind.endOfLife(now, next.untilMillis()));
    }

    StepReply reply() {
        return Objects.requireNonNull(reply);
    }

    boolean changed() {
        return changed;
    }

    private @Nullable Slot decoded(byte[] bytes) {
        return SlotFormat.decode(step.key(), bytes) instanceof DecodedSlot.Whole whole ? whole.slot() : null;
    }

    private byte @Nullable [] encoded(@Nullable Slot next, @Nullable Slot current, @Nullable Kept kept) {
        if (next == null) {
            return null;
        }
        return next == current && kept != null ? kept.bytes() : SlotFormat.encode(step.key(), next);
    }

    /** A value too large ends as a fence: what the lease or the writer had placed must not stay. */
    private SlotRules.Transition withoutTheValue(@Nullable Slot current) {
        if (step instanceof SlotStep.Fill fill) {
            SlotStep release = new SlotStep.Release(fill.key(), fill.under());
            return new SlotRules.Transition(
                    rules.apply(current, release, now, epoch).slot(), StepReply.Refused.INSTANCE);
        } else if (step instanceof SlotStep.End end && end.entry() != null) {
            SlotStep bare = new SlotStep.End(end.key(), end.stamp(), end.position(), end.next(), 0, null);
            return rules.apply(current, bare, now, epoch);
        }
        throw new IllegalArgumentException("a slot takes at most " + kind.maximumBytes() + " bytes");
    }

    /** Registers within the change of the slot, so that no later change of it can miss the registration. */
    private StepReply registered(StepReply answer) {
        if (answer instanceof StepReply.Seen seen) {
            return new StepReply.Seen(seen.slot(), client.pushes().register(step.key()), epoch);
        } else if (answer instanceof StepReply.Present present) {
            return new StepReply.Present(present.value(), client.pushes().register(step.key()), epoch);
        } else if (answer instanceof StepReply.TokenSeen) {
            long unused = client.pushes().register(step.key());
        }
        return answer;
    }

    /** A longer life or a claimed refresh is no change that a reader would have to hear of. */
    private static boolean sameMeaning(@Nullable Slot one, @Nullable Slot other) {
        if (one instanceof Slot.Fence a && other instanceof Slot.Fence b) {
            return a.stamp() == b.stamp()
                    && a.floor().equals(b.floor())
                    && a.writers().equals(b.writers());
        } else if (one instanceof Slot.Value a && other instanceof Slot.Value b) {
            return a.stamp() == b.stamp();
        }
        return one == other;
    }
}
