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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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

        Part(Core<K, V> core) {
            this.core = core;
            this.stamp = core.parts.runtime.newStamp();
        }

        ChangeOutcome begin() {
            long life = Durations.millisUp(core.parts.options.limits().write());
            return inOrder(
                    true, slot -> new SlotStep.Begin(slot, stamp, life, CommitPosition.NONE), CommitPosition.NONE);
        }

        ChangeOutcome close(CommitPosition position) {
            CommitPosition floor = position.isNone() ? core.parts.blindFloor() : position;
            long next = core.parts.runtime.newStamp();
            return inOrder(false, slot -> new SlotStep.End(slot, stamp, floor, next, 0, null), floor);
        }

        ChangeOutcome undo() {
            return inOrder(false, slot -> new SlotStep.Undo(slot, stamp), CommitPosition.NONE);
        }

        void unknown() {
            Duration deadline = core.parts.options.limits().write();
            all().forEach(slot -> {
                core.change().forget(slot);
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

        private ChangeOutcome inOrder(boolean epochFirst, Function<SlotKey, SlotStep> step, CommitPosition floor) {
            List<SlotKey> rest = List.copyOf(slots);
            List<SlotKey> first = epochFirst ? epoch() : rest;
            List<SlotKey> second = epochFirst ? rest : epoch();
            CompletableFuture<ChangeOutcome> told = core.change()
                    .tell(first, step, floor)
                    .thenCompose(
                            outcome -> core.change().tell(second, step, floor).thenApply(outcome::and));
            return Waits.await(
                    core.parts.name,
                    told,
                    core.parts.options.limits().operation().multipliedBy(4));
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
        for (Part<?, ?> part : parts.values()) {
            all = all.and(ending.apply(part));
        }
        return all;
    }

    private ChangeOutcome end(Supplier<ChangeOutcome> ending) {
        CompletableFuture<ChangeOutcome> mine = new CompletableFuture<>();
        CompletableFuture<ChangeOutcome> first = end.compareAndExchange(null, mine);
        if (first != null) {
            return first.join();
        }
        try {
            mine.complete(ending.get());
        } catch (RuntimeException e) {
            mine.completeExceptionally(e);
            throw e;
        }
        return mine.join();
    }
}
