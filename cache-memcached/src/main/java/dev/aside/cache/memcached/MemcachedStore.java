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
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The slots of one cache on the servers. */
final class MemcachedStore implements EntryStore, Fleet.Listener {

    /** Longer than this nobody waits; it also keeps a deadline from running over. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final System.Logger LOGGER = System.getLogger(MemcachedStore.class.getName());

    private final Fleet fleet;
    private final String cacheName;
    private final Duration memory;
    private final Slots slots;
    private final Parts parts;
    private final CacheRuntime runtime;
    private final Deadlines deadlines;
    private final List<Consumer<Comeback>> onAnother = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    MemcachedStore(Fleet fleet, StoreSpec spec, Keys keys, Slots slots, CacheRuntime runtime) {
        this.fleet = fleet;
        this.cacheName = spec.cacheName();
        this.memory = spec.memory();
        this.slots = slots;
        this.parts = new Parts(keys, new Tools(fleet, slots, new Lanes()));
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
            fleet.hall().enter(batch, () -> parts.begin(batch));
        } else if (batch.begins()) {
            parts.begin(batch);
            if (!batch.isDone()) {
                deadlines.add(batch);
            }
        }
        return batch;
    }

    /** A listener that throws must not keep the connection from being used, nor the others from being told. */
    @Override
    public void tellOfAnother(Absence absence) {
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
    public Duration sinceEviction() {
        return fleet.sinceEviction(memory);
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
