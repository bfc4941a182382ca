package dev.aside.cache.engine;

import dev.aside.cache.Cache;
import dev.aside.cache.CacheUnavailableException;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.ChangeScope;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An open change over keys and tags of one or more caches. */
public final class Scope implements ChangeScope {

    /** The slots of one cache. Its tags' epoch is a slot of its own, opened before the others and ended after them. */
    private static final class Part<K, V> {
        final Core<K, V> core;
        final long stamp;
        final Set<SlotKey> slots = new LinkedHashSet<>();
        boolean tagged;
        private boolean epochOpen;

        Part(Core<K, V> core) {
            this.core = core;
            this.stamp = core.parts.runtime.newStamp();
        }

        ChangeOutcome begin() {
            long life = Durations.millisUp(core.parts.options.limits().write());
            Function<SlotKey, SlotStep> begin = slot -> new SlotStep.Begin(slot, stamp, life, CommitPosition.NONE);
            ChangeOutcome opened = tell(epoch(), begin, CommitPosition.NONE);
            epochOpen = opened == ChangeOutcome.APPLIED;
            return opened.and(tell(slots, begin, CommitPosition.NONE));
        }

        /** The epoch last. Where it was not opened it must move first, and the tags after it, in the journal if need be. */
        ChangeOutcome close(CommitPosition position) {
            CommitPosition floor = position.isNone() ? core.parts.blindFloor() : position;
            long next = core.parts.runtime.newStamp();
            Function<SlotKey, SlotStep> end = slot -> new SlotStep.End(slot, stamp, floor, next, 0, null);
            if (epochOpen) {
                return tell(slots, end, floor).and(tell(epoch(), end, floor));
            }
            ChangeOutcome moved = tell(epoch(), end, floor);
            if (moved != ChangeOutcome.APPLIED) {
                slots.stream()
                        .filter(slot -> slot.kind() == SlotKey.Kind.TAG)
                        .forEach(tag -> core.parts.journal.keep(tag, floor));
            }
            return moved.and(tell(slots, end, floor));
        }

        ChangeOutcome undo() {
            Function<SlotKey, SlotStep> undo = slot -> new SlotStep.Undo(slot, stamp);
            return tell(slots, undo, CommitPosition.NONE).and(tell(epoch(), undo, CommitPosition.NONE));
        }

        void unknown() {
            Duration deadline = core.parts.options.limits().write();
            all().forEach(slot -> {
                core.parts.forgetting.forget(slot);
                core.parts.journal.sayAt(slot, deadline);
            });
        }

        private List<SlotKey> epoch() {
            return tagged ? List.of(core.parts.binding.tagEpochSlot()) : List.of();
        }

        private List<SlotKey> all() {
            List<SlotKey> all = new ArrayList<>(epoch());
            all.addAll(slots);
            return all;
        }

        private ChangeOutcome tell(Collection<SlotKey> which, Function<SlotKey, SlotStep> step, CommitPosition floor) {
            Duration bound = core.parts.options.limits().operation().multipliedBy(2);
            return Waits.await(core.parts.name, core.change().tell(List.copyOf(which), step, floor), bound);
        }
    }

    private final Map<Core<?, ?>, Part<?, ?>> parts = new LinkedHashMap<>();
    private final AtomicReference<@Nullable CompletableFuture<ChangeOutcome>> end = new AtomicReference<>();

    /** Creates a scope that names nothing yet. */
    public Scope() {}

    /** Adds a key. */
    public <K> void add(Cache<K, ?> cache, K key) {
        Part<K, ?> part = part(cache);
        part.slots.add(part.core.parts.binding.entrySlot(key));
    }

    /** Adds a tag. */
    public void addTag(Cache<?, ?> cache, String tag) {
        Part<?, ?> part = part(cache);
        if (!part.core.parts.tagged) {
            throw new IllegalStateException(part.core.parts.name + ": built without tags");
        }
        part.tagged = true;
        part.slots.add(part.core.parts.binding.tagSlot(tag));
    }

    @SuppressWarnings("unchecked") // a part is put under its own core only
    private <K> Part<K, ?> part(Cache<K, ?> cache) {
        if (!(cache instanceof EngineCache<K, ?> engine)) {
            throw new IllegalArgumentException("a change takes caches that Aside has built");
        }
        return (Part<K, ?>) parts.computeIfAbsent(engine.core(), Part::new);
    }

    /** Opens the scope. A cache that must not be changed without a fence, and cannot place one, refuses; the rest is undone. */
    public Scope open() {
        for (Part<?, ?> part : parts.values()) {
            boolean placed = part.begin() == ChangeOutcome.APPLIED;
            boolean must = part.core.parts.isStrict()
                    || part.core.parts.options.protocol().refuseWithoutFence();
            if (!placed && must) {
                undo();
                throw new CacheUnavailableException(
                        part.core.parts.name, part.core.parts.backendName, "the fence could not be placed");
            }
        }
        return this;
    }

    @Override
    public ChangeOutcome close(CommitPosition position) {
        return end(() -> onAll(part -> part.close(position)));
    }

    @Override
    public ChangeOutcome undo() {
        return end(() -> onAll(Part::undo));
    }

    @Override
    public ChangeOutcome unknown() {
        return end(() -> {
            parts.values().forEach(Part::unknown);
            return ChangeOutcome.UNKNOWN;
        });
    }

    @Override
    public void close() {
        unknown();
    }

    private ChangeOutcome onAll(Function<Part<?, ?>, ChangeOutcome> ending) {
        ChangeOutcome all = ChangeOutcome.APPLIED;
        RuntimeException failure = null;
        for (Part<?, ?> part : parts.values()) {
            try {
                all = all.and(ending.apply(part));
            } catch (RuntimeException e) {
                failure = e; // an interrupted wait, say: the other caches are told all the same
            }
        }
        if (failure != null) {
            throw failure;
        }
        return all;
    }

    private ChangeOutcome end(Supplier<ChangeOutcome> ending) {
        CompletableFuture<ChangeOutcome> mine = new CompletableFuture<>();
        CompletableFuture<ChangeOutcome> first = end.compareAndExchange(null, mine);
        if (first != null) {
            return joined(first);
        }
        try {
            mine.complete(ending.get());
        } catch (RuntimeException e) {
            mine.completeExceptionally(e);
        }
        return joined(mine);
    }

    private static ChangeOutcome joined(CompletableFuture<ChangeOutcome> outcome) {
        try {
            return outcome.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
