package dev.aside.cache.engine;

import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Tells the store of changes of slots, and this process after it, and then the others who keep copies. Tokens of tags are told in an order: the epoch of all tags
 * opens first and moves first, so that a load which saw a tag moved, and then the epoch unmoved, began after the change.
 */
final class Change<K, V> {

    /** How many steps go at once: enough for few round trips, little enough to share a connection with others. */
    private static final int BATCH = 1_000;

    private final Parts<K, V> parts;
    private final boolean isTold;

    Change(Parts<K, V> parts) {
        this(parts, /* isTold= */ true);
    }

    private Change(Parts<K, V> parts, boolean isTold) {
        this.parts = parts;
        this.isTold = isTold;
    }

    /** Returns one for what other processes need not be told, or are in another way. */
    Change<K, V> untold() {
        return new Change<>(parts, /* isTold= */ false);
    }

    /** Places closed fences: the change was committed before. */
    CompletableFuture<ChangeOutcome> fence(List<SlotKey> slots, CommitPosition floor) {
        return tell(slots, slot -> new SlotStep.Fence(slot, parts.runtime.newStamp(), floor), floor);
    }

    /**
     * Places closed fences for a tag. The epoch first: a load that finds it unmoved must have found the tag unmoved as well.
     * Where the epoch could not be told the tag waits for it in the journal, which keeps the order.
     */
    CompletableFuture<ChangeOutcome> fenceTag(SlotKey tag, CommitPosition floor) {
        return fence(List.of(parts.binding.tagEpochSlot()), floor)
                .thenCompose(epoch -> epoch == ChangeOutcome.APPLIED ? fence(List.of(tag), floor) : later(tag, floor));
    }

    /** Leaves it to the journal to tell the store of a change: it has not answered just now. */
    CompletableFuture<ChangeOutcome> later(SlotKey slot, CommitPosition floor) {
        parts.journal.keep(slot, floor);
        parts.forgetting.forget(slot);
        return CompletableFuture.completedFuture(ChangeOutcome.PENDING);
    }

    /**
     * Executes one step a slot. A step that is not applied is kept in the journal as a fence with the floor. Afterwards,
     * whatever came of it, this process forgets what it holds of the slots. What the others could not be told is kept likewise.
     */
    CompletableFuture<ChangeOutcome> tell(List<SlotKey> slots, Function<SlotKey, SlotStep> step, CommitPosition floor) {
        CompletableFuture<ChangeOutcome> outcome = CompletableFuture.completedFuture(ChangeOutcome.APPLIED);
        for (int from = 0; from < slots.size(); from += BATCH) {
            List<SlotKey> batch = slots.subList(from, Math.min(slots.size(), from + BATCH));
            outcome = outcome.thenCombine(tellBatch(batch, step, floor), ChangeOutcome::and);
        }
        return isTold && parts.heard != null ? outcome.thenCompose(known -> tellOthers(slots, floor, known)) : outcome;
    }

    private CompletableFuture<ChangeOutcome> tellOthers(
            List<SlotKey> slots, CommitPosition floor, ChangeOutcome known) {
        return parts.tellOthers(slots).thenApply(accepted -> {
            if (accepted) {
                return known;
            }
            slots.forEach(slot -> parts.journal.keep(slot, floor));
            return ChangeOutcome.PENDING;
        });
    }

    private CompletableFuture<ChangeOutcome> tellBatch(
            List<SlotKey> slots, Function<SlotKey, SlotStep> step, CommitPosition floor) {
        if (!parts.breaker.allows()) {
            slots.forEach(slot -> parts.journal.keep(slot, floor));
            slots.forEach(parts.forgetting::forget);
            return CompletableFuture.completedFuture(ChangeOutcome.PENDING);
        }
        List<SlotStep> steps = new ArrayList<>(slots.size());
        slots.forEach(slot -> steps.add(step.apply(slot)));
        return parts.steps.run(steps).handle((replies, error) -> {
            boolean applied = error == null && told(slots, replies, floor);
            if (parts.rules.forgetsAfter(applied)) {
                slots.forEach(parts.forgetting::forget);
            }
            return applied ? ChangeOutcome.APPLIED : ChangeOutcome.PENDING;
        });
    }

    private boolean told(List<SlotKey> slots, List<StepReply> replies, CommitPosition floor) {
        boolean all = true;
        for (int i = 0; i < slots.size(); i++) {
            if (replies.get(i) instanceof StepReply.Failed) {
                parts.journal.keep(slots.get(i), floor);
                all = false;
            } else {
                parts.journal.remember(slots.get(i));
            }
        }
        return all;
    }
}
