package dev.aside.simulation.model;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.Comeback;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StoreSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The slots of one cache, as one node reaches them on servers like Memcached. */
final class MemcachedStore implements EntryStore, MemcachedSteps.Owner {
    private final MemcachedLinks links;
    private final String cacheName;
    private final long memoryMillis;
    private final CacheRuntime runtime;
    private final Set<MemcachedSteps> running = new LinkedHashSet<>();
    private final List<Consumer<Comeback>> listeners = new ArrayList<>();
    private final Consumer<MemcachedStore> onClose;
    private boolean closed;

    MemcachedStore(MemcachedLinks links, StoreSpec spec, CacheRuntime runtime, Consumer<MemcachedStore> onClose) {
        this.links = links;
        this.cacheName = spec.cacheName();
        this.memoryMillis = spec.memory().toMillis();
        this.runtime = runtime;
        this.onClose = onClose;
    }

    @Override
    public CompletionStage<List<StepReply>> execute(List<SlotStep> steps, Duration timeout) {
        Batch batch = new Batch(steps.size());
        if (closed) {
            batch.end(Batch.failed(steps.size(), StepReply.Outcome.NOT_APPLIED, "the store is closed"));
            return batch.answer();
        }
        @Nullable StepReply[] replies = new StepReply[steps.size()];
        Map<Address, List<Integer>> slots = new LinkedHashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            Address address = new Address(cacheName, steps.get(i).key());
            slots.computeIfAbsent(address, none -> new ArrayList<>(2)).add(i);
        }
        int[] open = {slots.size()};
        List<MemcachedSteps> parts = new ArrayList<>(slots.size());
        slots.forEach((address, which) -> parts.add(new MemcachedSteps(
                this, links, address, steps, which, replies, () -> ended(batch, replies, --open[0]))));
        running.addAll(parts);
        batch.expiry(
                runtime.scheduler().schedule(() -> parts.forEach(part -> part.giveUp("no answer in time")), timeout));
        parts.forEach(MemcachedSteps::start);
        return batch.answer();
    }

    @SuppressWarnings("NullAway") // each part has set its replies before it ends
    private static void ended(Batch batch, @Nullable StepReply[] replies, int open) {
        if (open == 0) {
            batch.end(List.of(replies));
        }
    }

    @Override
    public void end(MemcachedSteps part) {
        running.remove(part);
    }

    void lost(int place) {
        for (MemcachedSteps part : List.copyOf(running)) {
            if (part.place() == place) {
                part.giveUp("the connection is lost");
            }
        }
    }

    void another() {
        Comeback back = Comeback.young(runtime.ticker().nanos());
        List.copyOf(listeners).forEach(listener -> listener.accept(back));
    }

    @Override
    public Duration sinceEviction() {
        return links.sinceEviction();
    }

    @Override
    public long memoryMillis() {
        return memoryMillis;
    }

    @Override
    public long newStamp() {
        return runtime.newStamp();
    }

    @Override
    public Payload.Form form() {
        return Payload.Form.BYTES;
    }

    @Override
    public long timeMillis() {
        return links.clock().millis();
    }

    @Override
    public void onAnother(Consumer<Comeback> listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        closed = true;
        onClose.accept(this);
    }
}
