package dev.aside.cache.memcached;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.Comeback;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StoreSpec;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The slots of one cache on the servers. */
final class MemcachedStore implements EntryStore {

    /** Longer than this nobody waits; it also keeps a deadline from running over. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final System.Logger LOGGER = System.getLogger(MemcachedStore.class.getName());

    private final Fleet fleet;
    private final String cacheName;
    private final Duration memory;
    private final Keys keys;
    private final Slots slots;
    private final CacheRuntime runtime;
    private final Deadlines deadlines;
    private final Lanes lanes = new Lanes();
    private final List<Consumer<Comeback>> onAnother = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    MemcachedStore(Fleet fleet, StoreSpec spec, Keys keys, Slots slots, CacheRuntime runtime) {
        this.fleet = fleet;
        this.cacheName = spec.cacheName();
        this.memory = spec.memory();
        this.keys = keys;
        this.slots = slots;
        this.runtime = runtime;
        this.deadlines = new Deadlines(runtime);
    }

    @Override
    public CompletionStage<List<StepReply>> execute(List<SlotStep> steps, Duration timeout) {
        long wait = (timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST).toNanos();
        Batch batch = new Batch(List.copyOf(steps), runtime.ticker().nanos() + wait);
        if (closed) {
            batch.failUnlessBegun("the store is closed");
        } else if (!fleet.hall().isOpen()) {
            deadlines.add(batch);
            fleet.hall().enter(batch, () -> begin(batch));
        } else if (batch.begins()) {
            begin(batch);
            if (!batch.isDone()) {
                deadlines.add(batch);
            }
        }
        return batch;
    }

    private void begin(Batch batch) {
        @Nullable List<Reads> reads = onlyLooks(batch) ? reads(batch) : null;
        if (reads == null) {
            mixed(batch);
        } else {
            begin(batch, reads, List.of());
        }
    }

    private static boolean onlyLooks(Batch batch) {
        for (int i = 0; i < batch.size(); i++) {
            if (!isLook(batch.step(i))) {
                return false;
            }
        }
        return true;
    }

    /** A token is there, and lives long enough, nearly always. Where not, it is one of the other steps after all. */
    private static boolean isLook(SlotStep step) {
        return step instanceof SlotStep.Read || step instanceof SlotStep.Token;
    }

    /**
     * What is asked most often by far; so nothing is made for it that it does not need. Returns null if there is more to it: steps on one
     * slot are done in their order, and a read must see a token that is made before.
     */
    private @Nullable List<Reads> reads(Batch batch) {
        boolean hasTwice = false;
        boolean hasToken = false;
        List<Reads> reads = new ArrayList<>(1);
        for (int i = 0; i < batch.size(); i++) {
            String name = name(batch, i);
            if (name != null) {
                hasTwice |= !reads(reads, batch, name).add(name, batch.step(i).key(), i);
                hasToken |= batch.step(i) instanceof SlotStep.Token;
            }
        }
        return hasTwice && hasToken ? null : reads;
    }

    /** Returns the reads from the node that has a slot. */
    private Reads reads(List<Reads> all, Batch batch, String name) {
        Node node = nodeOf(name);
        for (Reads one : all) {
            if (one.isFrom(node)) {
                return one;
            }
        }
        Reads fresh = new Reads(batch, this, node);
        all.add(fresh);
        return fresh;
    }

    private void mixed(Batch batch) {
        List<Reads> reads = new ArrayList<>();
        List<Steps> others = new ArrayList<>();
        named(batch).forEach((name, which) -> {
            if (which.size() == 1
                    ? isLook(batch.step(which.get(0)))
                    : which.stream().allMatch(index -> batch.step(index) instanceof SlotStep.Read)) {
                Reads some = reads(reads, batch, name);
                for (int index : which) {
                    some.add(name, batch.step(index).key(), index);
                }
            } else {
                others.add(steps(batch, name, which));
            }
        });
        begin(batch, reads, others);
    }

    /** Returns the steps by what their slots are called. */
    private Map<String, List<Integer>> named(Batch batch) {
        Map<String, List<Integer>> named = new LinkedHashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            String name = name(batch, i);
            if (name != null) {
                named.computeIfAbsent(name, none -> new ArrayList<>(1)).add(i);
            }
        }
        return named;
    }

    /** Returns what a step's slot is called. A step whose slot has no name is answered. */
    private @Nullable String name(Batch batch, int index) {
        try {
            return keys.name(batch.step(index).key());
        } catch (IllegalStateException e) {
            batch.settle(index, Failures.notApplied("refused: " + e.getMessage()));
            return null;
        }
    }

    private Steps steps(Batch batch, String name, List<Integer> which) {
        Steps steps = new Steps(batch, this, name, batch.step(which.get(0)).key());
        which.forEach(steps::add);
        return steps;
    }

    private void begin(Batch batch, List<Reads> reads, List<Steps> others) {
        List<Wire.Part> parts = new ArrayList<>(reads.size() + others.size());
        parts.addAll(reads);
        parts.addAll(others);
        batch.consistsOf(parts);
        reads.forEach(Reads::send);
        others.forEach(lanes::enter);
        batch.expireIfLate();
    }

    /** A step that was to be a look has something to change. */
    void goOn(Batch batch, String name, int index) {
        Steps steps = steps(batch, name, List.of(index));
        batch.isAlso(steps);
        lanes.enter(steps);
    }

    Node nodeOf(String name) {
        return fleet.nodeOf(name);
    }

    Slots slots() {
        return slots;
    }

    Lanes lanes() {
        return lanes;
    }

    /** A listener that throws must not keep the connection from being used, nor the others from being told. */
    void tellOfAnother(Absence absence) {
        Comeback back = absence.with(memory);
        for (Consumer<Comeback> listener : onAnother) {
            try {
                listener.accept(back);
            } catch (RuntimeException e) {
                LOGGER.log(Level.WARNING, cacheName + ": a listener threw when told of another server", e);
            }
        }
    }

    @Override
    public Payload.Form form() {
        return Payload.Form.BYTES;
    }

    @Override
    public long timeMillis() {
        return slots.now();
    }

    @Override
    public void onAnother(Consumer<Comeback> listener) {
        onAnother.add(listener);
    }

    @Override
    public void close() {
        closed = true;
        fleet.forget(this);
    }
}
