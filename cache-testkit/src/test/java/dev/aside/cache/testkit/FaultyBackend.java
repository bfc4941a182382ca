package dev.aside.cache.testkit;

import dev.aside.cache.Consistency;
import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotRules;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StoreSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A backend that keeps references in a map behind one lock, and breaks one rule, or none. */
final class FaultyBackend implements CacheBackend {

    private final @Nullable Fault fault;

    FaultyBackend(@Nullable Fault fault) {
        this.fault = fault;
    }

    @Override
    public String name() {
        return "faulty";
    }

    @Override
    public EntryStore open(StoreSpec spec, CacheRuntime runtime) {
        return new Store(new SlotRules(spec.lag().toMillis(), spec.memory().toMillis()), runtime);
    }

    @Override
    public Payload.Form form() {
        return Payload.Form.REFERENCE;
    }

    @Override
    public Set<Consistency.Mode> modes() {
        return Set.of(Consistency.Mode.EVENTUAL);
    }

    @Override
    public void close() {}

    private final class Store implements EntryStore {
        private final Map<SlotKey, Slot> slots = new HashMap<>();
        private final SlotRules rules;
        private final CacheRuntime runtime;
        private final ReentrantLock lock = new ReentrantLock();
        private volatile boolean closed;

        Store(SlotRules rules, CacheRuntime runtime) {
            this.rules = rules;
            this.runtime = runtime;
        }

        @Override
        public CompletionStage<List<StepReply>> execute(List<SlotStep> steps, Duration timeout) {
            return CompletableFuture.completedFuture(
                    steps.stream().map(this::apply).toList());
        }

        private StepReply apply(SlotStep step) {
            if (closed) {
                return new StepReply.Failed(StepReply.Outcome.NOT_APPLIED, "the store is closed");
            }
            lock.lock();
            try {
                SlotRules.Transition transition = transition(slots.get(step.key()), step);
                Slot next = transition.slot();
                if (next == null) {
                    slots.remove(step.key());
                } else {
                    slots.put(step.key(), next);
                }
                return transition.reply();
            } finally {
                lock.unlock();
            }
        }

        private SlotRules.Transition transition(@Nullable Slot slot, SlotStep step) {
            long now = timeMillis();
            Slot alive = slot == null || now >= slot.untilMillis() ? null : slot;
            return fault == null ? rules.apply(alive, step, now, 1) : fault.apply(rules, alive, step, now, 1);
        }

        @Override
        public Payload.Form form() {
            return FaultyBackend.this.form();
        }

        @Override
        public long timeMillis() {
            return runtime.ticker().nanos() / 1_000_000;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
