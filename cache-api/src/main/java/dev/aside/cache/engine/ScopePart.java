package dev.aside.cache.engine;

import dev.aside.cache.CacheUnavailableException;
import dev.aside.cache.route.ChangeFeed;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.ChangeRecord;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The slots of one cache in an open change. Its tags' epoch is a slot of its own, which moves before the others at either
 * end.
 */
final class ScopePart<K, V> {

    /** What is stored at the end, with the tags whose tokens it needs. */
    private record Stored(Entry entry, List<String> tags) {}

    final Parts<K, V> parts;
    private final Change<K, V> change;
    private final Change<K, V> untold;
    private final boolean isBound;
    private final Marking marking;
    private volatile long stamp;
    private final Set<SlotKey> slots = new LinkedHashSet<>();
    private final Map<SlotKey, Stored> values = new LinkedHashMap<>();
    private boolean tagged;
    private long begunNanos;

    ScopePart(Parts<K, V> parts, boolean isBound) {
        this.parts = parts;
        this.isBound = isBound;
        this.change = new Change<>(parts);
        this.untold = change.untold();
        this.marking = new Marking(parts);
        this.stamp = parts.runtime.newStamp();
    }

    void add(K key) {
        addSlot(parts.binding.entrySlot(key));
    }

    void addSlot(SlotKey slot) {
        if (!slots.add(slot)) {
            values.remove(slot); // changed twice: nobody knows by which of the two it ends
        }
    }

    void addTag(String tag) {
        if (!parts.tagged) {
            throw new IllegalStateException(parts.name + ": built without tags");
        }
        slots.add(parts.binding.namedTagSlot(tag));
        tagged = true;
    }

    /** The value is stored at the end if this is the only change of the slot in here. */
    void store(SlotKey slot, Entry entry, List<String> tags) {
        if (slots.contains(slot)) {
            values.remove(slot);
        } else {
            slots.add(slot);
            values.put(slot, new Stored(entry, tags));
        }
    }

    List<ChangeRecord> records() {
        return OthersChanges.records(parts, slots);
    }

    /** Puts what the transaction is to tell the others of this cache there, if any of them keeps copies. */
    void tell(Map<ChangeFeed.Voice, List<ChangeRecord>> told) {
        HeardFeed heard = parts.heard;
        ChangeFeed.Voice voice = heard == null ? null : heard.voice();
        if (heard != null && voice != null) {
            told.put(voice, heard.records(slots));
        }
    }

    void dropValues() {
        values.clear();
    }

    CacheUnavailableException unfenced() {
        return new CacheUnavailableException(parts.name, parts.backendName, "the fence could not be placed");
    }

    /** Returns how long any of the ends takes at most: two round trips, each within the operation's time-out, and one to tell others. */
    Duration bound() {
        return parts.options.limits().operation().multipliedBy(parts.heard == null ? 2 : 3);
    }

    /** The fences are about to be sent. */
    void begins() {
        begunNanos = parts.runtime.ticker().nanos();
    }

    boolean isAging() {
        long age = parts.runtime.ticker().nanos() - begunNanos;
        return age > parts.options.limits().write().toNanos() / 2;
    }

    CompletableFuture<ChangeOutcome> begin() {
        long life = Durations.millisUp(parts.options.limits().write());
        Function<SlotKey, SlotStep> begin = slot -> new SlotStep.Begin(slot, stamp, life, CommitPosition.NONE);
        return mark().thenCompose(marked -> epochFirst(isBound ? untold : change, begin))
                .thenApply(this::begun);
    }

    /** A fence that may go up later than others have changed the key says nothing of them at the end: nothing is stored under it. */
    private ChangeOutcome begun(ChangeOutcome placed) {
        if (placed != ChangeOutcome.APPLIED) {
            dropValues();
        }
        return placed;
    }

    /** Puts the tokens of before the change into what is to be stored. What cannot be marked is not stored. */
    private CompletableFuture<?> mark() {
        if (values.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        Set<String> all = new LinkedHashSet<>();
        values.values().forEach(stored -> all.addAll(stored.tags()));
        List<String> order = List.copyOf(all);
        return parts.steps.run(marking.steps(order)).thenAccept(replies -> mark(order, replies));
    }

    private void mark(List<String> order, List<StepReply> replies) {
        for (Map.Entry<SlotKey, Stored> one : List.copyOf(values.entrySet())) {
            List<String> tags = one.getValue().tags();
            List<StepReply> own = new ArrayList<>(tags.size() + 1);
            own.add(replies.get(0));
            tags.forEach(tag -> own.add(replies.get(1 + order.indexOf(tag))));
            Entry marked = marking.marked(one.getValue().entry(), tags, own);
            if (marked == null) {
                values.remove(one.getKey());
            } else {
                values.put(one.getKey(), new Stored(marked, tags));
            }
        }
    }

    /**
     * The epoch moves first, whether it is still open or not: it is not where it could not be opened, was evicted, or has
     * forgotten a change that outlived its deadline. Where it cannot be moved, the tags are moved once more after it, by the
     * journal.
     */
    CompletableFuture<ChangeOutcome> close(CommitPosition position) {
        parts.counters.invalidations.add(slots.size() - values.size());
        CommitPosition floor = position.isNone() ? parts.blindFloor() : position;
        long next = parts.runtime.newStamp();
        Function<SlotKey, SlotStep> end = slot -> end(slot, floor, next);
        CompletableFuture<ChangeOutcome> told = tell(change, epoch(), end, floor)
                .thenCompose(moved -> {
                    if (moved != ChangeOutcome.APPLIED) {
                        keepTags(floor);
                    }
                    return tell(change, slots, end, floor).thenApply(moved::and);
                });
        return parts.own.noted(slots, floor, told);
    }

    private SlotStep end(SlotKey slot, CommitPosition floor, long next) {
        Stored stored = values.get(slot);
        if (stored == null) {
            return new SlotStep.End(slot, stamp, floor, next, 0, null);
        }
        Entry entry = Binding.withSource(stored.entry(), floor);
        long life = parts.binding.physicalLifeMillis(entry, parts.store.timeMillis());
        return new SlotStep.End(slot, stamp, floor, next, life, entry);
    }

    private void keepTags(CommitPosition floor) {
        for (SlotKey slot : slots) {
            if (slot.kind() == SlotKey.Kind.TAG) {
                parts.journal.keep(slot, floor);
            }
        }
    }

    CompletableFuture<ChangeOutcome> undo() {
        long mine = stamp;
        return epochFirst(untold, slot -> new SlotStep.Undo(slot, mine));
    }

    /** It may be opened again, under another stamp: what takes this one back may run late. */
    CompletableFuture<ChangeOutcome> withdraw() {
        CompletableFuture<ChangeOutcome> undone = undo();
        stamp = parts.runtime.newStamp();
        return undone;
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

    private CompletableFuture<ChangeOutcome> epochFirst(Change<K, V> how, Function<SlotKey, SlotStep> step) {
        return tell(how, epoch(), step, CommitPosition.NONE)
                .thenCompose(one -> tell(how, slots, step, CommitPosition.NONE).thenApply(one::and));
    }

    private static <K, V> CompletableFuture<ChangeOutcome> tell(
            Change<K, V> how, Collection<SlotKey> which, Function<SlotKey, SlotStep> step, CommitPosition floor) {
        return how.tell(List.copyOf(which), step, floor);
    }
}
