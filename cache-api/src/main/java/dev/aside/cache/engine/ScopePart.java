package dev.aside.cache.engine;

import dev.aside.cache.CacheUnavailableException;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The slots of one cache in an open change. Its tags' epoch is a slot of its own, which moves before the others at either
 * end.
 */
final class ScopePart<K, V> {

    final Parts<K, V> parts;
    private final Core<K, V> core;
    private final long stamp;
    private final Set<SlotKey> slots = new LinkedHashSet<>();
    private boolean tagged;

    ScopePart(Core<K, V> core) {
        this.core = core;
        this.parts = core.parts;
        this.stamp = parts.runtime.newStamp();
    }

    void add(K key) {
        slots.add(parts.binding.entrySlot(key));
    }

    void addTag(String tag) {
        if (!parts.tagged) {
            throw new IllegalStateException(parts.name + ": built without tags");
        }
        slots.add(parts.binding.namedTagSlot(tag));
        tagged = true;
    }

    /** Whether the change must not be made while its fences cannot be placed. */
    boolean mustBeFenced() {
        return parts.isStrict() || parts.options.protocol().refuseWithoutFence();
    }

    CacheUnavailableException unfenced() {
        return new CacheUnavailableException(parts.name, parts.backendName, "the fence could not be placed");
    }

    /** Returns how long any of the ends takes at most: two round trips, each within the operation's time-out. */
    Duration bound() {
        return parts.options.limits().operation().multipliedBy(2);
    }

    CompletableFuture<ChangeOutcome> begin() {
        long life = Durations.millisUp(parts.options.limits().write());
        Function<SlotKey, SlotStep> begin = slot -> new SlotStep.Begin(slot, stamp, life, CommitPosition.NONE);
        return epochFirst(begin);
    }

    /**
     * The epoch moves first, whether it is still open or not: it is not where it could not be opened, was evicted, or has
     * forgotten a change that outlived its deadline. Where it cannot be moved, the tags are moved once more after it, by the
     * journal.
     */
    CompletableFuture<ChangeOutcome> close(CommitPosition position) {
        parts.counters.invalidations.add(slots.size());
        CommitPosition floor = position.isNone() ? parts.blindFloor() : position;
        long next = parts.runtime.newStamp();
        Function<SlotKey, SlotStep> end = slot -> new SlotStep.End(slot, stamp, floor, next, 0, null);
        return tell(epoch(), end, floor).thenCompose(moved -> {
            if (moved != ChangeOutcome.APPLIED) {
                keepTags(floor);
            }
            return tell(slots, end, floor).thenApply(moved::and);
        });
    }

    private void keepTags(CommitPosition floor) {
        for (SlotKey slot : slots) {
            if (slot.kind() == SlotKey.Kind.TAG) {
                parts.journal.keep(slot, floor);
            }
        }
    }

    CompletableFuture<ChangeOutcome> undo() {
        return epochFirst(slot -> new SlotStep.Undo(slot, stamp));
    }

    /** Nobody knows: the slots stay open until the deadline and are fenced then. */
    CompletableFuture<ChangeOutcome> unknown() {
        parts.counters.invalidations.add(slots.size());
        Duration deadline = parts.options.limits().write();
        List<SlotKey> all = new ArrayList<>(epoch());
        all.addAll(slots);
        for (SlotKey slot : all) {
            parts.forgetting.forget(slot);
            parts.journal.sayAt(slot, deadline);
        }
        return CompletableFuture.completedFuture(ChangeOutcome.UNKNOWN);
    }

    private Set<SlotKey> epoch() {
        return tagged ? Set.of(parts.binding.tagEpochSlot()) : Set.of();
    }

    private CompletableFuture<ChangeOutcome> epochFirst(Function<SlotKey, SlotStep> step) {
        return tell(epoch(), step, CommitPosition.NONE)
                .thenCompose(one -> tell(slots, step, CommitPosition.NONE).thenApply(one::and));
    }

    private CompletableFuture<ChangeOutcome> tell(
            Collection<SlotKey> which, Function<SlotKey, SlotStep> step, CommitPosition floor) {
        return core.change().tell(List.copyOf(which), step, floor);
    }
}
