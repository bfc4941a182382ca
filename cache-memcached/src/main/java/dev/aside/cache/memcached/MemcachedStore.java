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
        Map<String, List<Integer>> named = named(batch);
        Map<Node, Reads> reads = new LinkedHashMap<>();
        List<Steps> others = new ArrayList<>();
        named.forEach((name, which) -> {
            if (which.stream().allMatch(index -> batch.step(index) instanceof SlotStep.Read)) {
                Reads some = reads.computeIfAbsent(nodeOf(name), node -> new Reads(batch, slots));
                which.forEach(index -> some.add(name, batch.step(index).key(), index));
            } else {
                others.add(steps(batch, name, which));
            }
        });
        begin(batch, reads, others);
    }

    /** Returns the steps by what their slots are called. What has no name is answered. */
    private Map<String, List<Integer>> named(Batch batch) {
        Map<String, List<Integer>> named = new LinkedHashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            try {
                String name = keys.name(batch.step(i).key());
                named.computeIfAbsent(name, none -> new ArrayList<>(1)).add(i);
            } catch (IllegalStateException e) {
                batch.settle(i, Failures.notApplied("refused: " + e.getMessage()));
            }
        }
        return named;
    }

    private Steps steps(Batch batch, String name, List<Integer> which) {
        Steps steps = new Steps(batch, this, name, batch.step(which.get(0)).key());
        which.forEach(steps::add);
        return steps;
    }

    private void begin(Batch batch, Map<Node, Reads> reads, List<Steps> others) {
        List<Part> parts = new ArrayList<>(reads.values());
        parts.addAll(others);
        batch.consistsOf(parts);
        reads.forEach(Node::send);
        others.forEach(lanes::enter);
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
