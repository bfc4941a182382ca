package dev.aside.simulation.model;

import dev.aside.cache.Consistency;
import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.Comeback;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StoreSpec;
import dev.aside.simulation.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** A backend of a world for callers who wait: each call lets the world go on until it is answered. */
final class Driven implements CacheBackend {
    private final CacheBackend backend;
    private final World world;
    private final ReentrantLock lock = new ReentrantLock();

    Driven(CacheBackend backend, World world) {
        this.backend = backend;
        this.world = world;
    }

    void advance(Duration by) {
        lock.lock();
        try {
            world.runUntil(world.nanos() + by.toNanos());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String name() {
        return backend.name();
    }

    @Override
    public EntryStore open(StoreSpec spec, CacheRuntime runtime) {
        return new DrivenStore(backend.open(spec, runtime));
    }

    @Override
    public Payload.Form form() {
        return backend.form();
    }

    @Override
    public Set<Consistency.Mode> modes() {
        return backend.modes();
    }

    @Override
    public void close() {
        backend.close();
    }

    private final class DrivenStore implements EntryStore {
        private final EntryStore store;

        DrivenStore(EntryStore store) {
            this.store = store;
        }

        @Override
        public CompletionStage<List<StepReply>> execute(List<SlotStep> steps, Duration timeout) {
            lock.lock();
            try {
                CompletionStage<List<StepReply>> stage = store.execute(steps, timeout);
                boolean more = true;
                while (more && !stage.toCompletableFuture().isDone()) {
                    more = world.step(Long.MAX_VALUE);
                }
                return stage;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public Payload.Form form() {
            return store.form();
        }

        @Override
        public long timeMillis() {
            return store.timeMillis();
        }

        @Override
        public void onAnother(Consumer<Comeback> listener) {
            store.onAnother(listener);
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
