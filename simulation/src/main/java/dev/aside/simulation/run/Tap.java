package dev.aside.simulation.run;

import dev.aside.cache.Consistency;
import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.Comeback;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.InvalidationFeed;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StoreSpec;
import dev.aside.simulation.world.Host;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A node's way to the store, which tells what is asked and answered, and knows which changes are open. */
final class Tap implements CacheBackend {
    private final CacheBackend backend;
    private final Host host;
    private final Fences fences;
    private final Messenger messenger;
    private final boolean deaf;
    private int lives = 1;

    Tap(CacheBackend backend, Host host, Messenger messenger, boolean deaf) {
        this.messenger = messenger;
        this.deaf = deaf;
        this.host = host;
        this.fences = new Fences(host.world());
        this.backend = backend;
    }

    /** Returns the changes that this node has under way. */
    Fences fences() {
        return fences;
    }

    /** Returns how many lives of the store the node has met. */
    int lives() {
        return lives;
    }

    @Override
    public String name() {
        return backend.name();
    }

    @Override
    public EntryStore open(StoreSpec spec, CacheRuntime runtime) {
        EntryStore store = backend.open(spec, runtime);
        store.onAnother(back -> lives++);
        return new TappedStore(store, host, fences, messenger, deaf);
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

    private record TappedStore(EntryStore store, Host host, Fences fences, Messenger messenger, boolean deaf)
            implements EntryStore {
        @Override
        public CompletionStage<List<StepReply>> execute(List<SlotStep> steps, Duration timeout) {
            if (host.world().isTold()) {
                host.world().tell(host.name(), "asks: " + Words.steps(steps));
            }
            if (!host.isAlive()) {
                return new CompletableFuture<>(); // it has died in the middle of what it does
            }
            fences.sent(steps);
            return store.execute(messenger.asks(steps), timeout)
                    .thenApply(replies -> seen(steps, messenger.hears(store, steps, replies)));
        }

        private List<StepReply> seen(List<SlotStep> steps, List<StepReply> replies) {
            if (host.world().isTold()) {
                host.world().tell(host.name(), "hears: " + Words.replies(steps, replies));
            }
            fences.heard(steps, replies);
            return replies;
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
        public @Nullable InvalidationFeed feed() {
            return store.feed();
        }

        @Override
        public Duration sinceEviction() {
            return store.sinceEviction();
        }

        @Override
        public boolean hasReaders() {
            return store.hasReaders();
        }

        @Override
        public void onAnother(Consumer<Comeback> listener) {
            if (!deaf) {
                store.onAnother(listener);
            }
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
