package dev.aside.cache.memcached;

import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotFormat;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The steps of one batch on one slot. Each applies the law here; where somebody has set the slot meanwhile, it begins again. */
final class Steps extends Turns<SlotStep, StepReply> {

    /*
     * What is likely absent
     * ---------------------
     * A lease that is to take nobody's place is added, and looked at in the same flush: if it was not there before and is what is
     * seen, it is granted by one trip. Otherwise what is seen is what is there, and the step goes on from it.
     *
     * Who has lost three times
     * ------------------------
     * A change must not be lost. It sets the slot blindly, to a fence that is open for as long as any change could be that
     * it may have overwritten, with a floor that nobody knows. Everything else has done nothing, and says so.
     */

    private static final int TRIES = 3;

    private final Slots slots;
    private final SlotKey key;
    private @Nullable SlotStep bare;
    private boolean added;

    Steps(Batch batch, Tools tools, String name, SlotKey key) {
        super(batch, tools.fleet(), tools.lanes(), name);
        this.slots = tools.slots();
        this.key = key;
    }

    /** The server may have room for less. */
    @Override
    SlotStep step() {
        SlotStep smaller = bare;
        return smaller == null ? super.step() : smaller;
    }

    @Override
    void next() {
        if (step() instanceof SlotStep.Fill fill && slots.isTooLarge(key, fill.entry())) {
            answer(Failures.notApplied("the value is too large for memcached"));
        } else if (isFirstTry() && step() instanceof SlotStep.Lease lease && lease.replaces() == 0) {
            addLease(lease);
        } else {
            look();
        }
    }

    private void addLease(SlotStep.Lease step) {
        Slots.Move move = slots.apply(key, name(), null, step, wire().epoch());
        Slot lease = move.next();
        if (lease == null) {
            look();
            return;
        }
        long sent = slots.nanos();
        isWriting(true);
        added = false;
        wire().add(
                        name(),
                        Life.seconds(lease.untilMillis(), slots.now()),
                        SlotFormat.encode(key, lease),
                        fate -> turn(() -> {
                            added = fate == Fate.DONE;
                            if (fate == Fate.NOT_SENT) {
                                isWriting(false);
                            }
                        }));
        wire().gets(name(), (fate, items) -> turn(() -> lookedAgain(fate, items, step, move, sent)));
    }

    private void lookedAgain(Fate fate, Map<String, Item> items, SlotStep.Lease step, Slots.Move move, long sent) {
        if (fate == Fate.NOT_SENT) {
            stop(Failures.LOST);
            return;
        }
        isWriting(false);
        if (fate == Fate.REFUSED && added) {
            answer(Failures.unknown(Failures.ERROR));
            return;
        }
        Slot seen = added ? slots.seen(key, name(), items.get(name())) : null;
        if (seen instanceof Slot.Lease own && own.stamp() == step.stamp()) {
            slots.placed(name(), step, move.reply(), sent);
            answer(move.reply());
        } else {
            looked(fate, items);
        }
    }

    @Override
    void found(@Nullable Item item) {
        Slots.Move move = slots.apply(key, name(), item, step(), wire().epoch());
        Slot next = move.next();
        if (next == null) {
            answer(move.reply());
            return;
        }
        byte[] bytes;
        try {
            bytes = SlotFormat.encode(key, next);
        } catch (IllegalStateException | IllegalArgumentException e) {
            answer(Failures.notApplied("refused: " + e.getMessage()));
            return;
        }
        if (slots.fits(bytes)) {
            change(item, next, bytes, move);
        } else {
            changeToLess(item);
        }
    }

    /** The server would refuse it, and forget what is there. */
    private void changeToLess(@Nullable Item item) {
        if (bare == null && step() instanceof SlotStep.End end && end.entry() != null) {
            bare = new SlotStep.End(end.key(), end.stamp(), end.position(), end.next(), 0, null);
            found(item);
        } else if (bare == null && step() instanceof SlotStep.Lease lease && lease.keepLast()) {
            bare = new SlotStep.Lease(lease.key(), lease.stamp(), lease.lifeMillis(), lease.replaces(), false);
            found(item);
        } else {
            answer(Failures.notApplied("the slot is too large for memcached"));
        }
    }

    private void change(@Nullable Item item, Slot next, byte[] bytes, Slots.Move move) {
        int seconds = Life.seconds(next.untilMillis(), slots.now());
        long sent = slots.nanos();
        if (item != null && item.cas() == Item.NO_CAS) {
            lost(); // a server that does not count cannot compare
        } else {
            write(item, seconds, bytes, isSet -> changed(isSet, move, sent));
        }
    }

    private void changed(boolean isSet, Slots.Move move, long sent) {
        if (isSet) {
            slots.placed(name(), step(), move.reply(), sent);
            answer(move.reply());
        } else if (move.renews()) {
            answer(move.reply());
        } else if (mayTryAgain(TRIES)) {
            next();
        } else {
            lost();
        }
    }

    private void lost() {
        Slot.Fence fence = slots.blind(name(), step());
        if (fence == null) {
            answer(Failures.notApplied("others were faster"));
            return;
        }
        int seconds = Life.seconds(fence.untilMillis(), slots.now());
        long sent = slots.nanos();
        overwrite(seconds, SlotFormat.encode(key, fence), () -> {
            StepReply done = new StepReply.Applied(false);
            slots.placed(name(), step(), done, sent);
            answer(done);
        });
    }

    @Override
    void answer(StepReply reply) {
        bare = null;
        super.answer(reply);
    }
}
