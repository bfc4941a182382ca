package dev.aside.simulation.run;

import dev.aside.cache.Consistency;
import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
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
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A node's way to the store, which notices what was not answered, and tells what is asked. */
final class Tap implements CacheBackend {
    private final CacheBackend backend;
    private final Host host;
    private final Runnable onFailure;
    private int lives = 1;

    Tap(CacheBackend backend, Host host, Runnable onFailure) {
        this.host = host;
        this.backend = backend;
        this.onFailure = onFailure;
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
        store.onAnother(() -> lives++);
        return new TappedStore(store, host, onFailure);
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

    private record TappedStore(EntryStore store, Host host, Runnable onFailure) implements EntryStore {
        @Override
        public CompletionStage<List<StepReply>> execute(List<SlotStep> steps, Duration timeout) {
            if (host.world().isTold()) {
                host.world().tell(host.name(), "asks: " + Words.steps(steps));
            }
            return store.execute(steps, timeout).thenApply(replies -> seen(steps, replies));
        }

        private List<StepReply> seen(List<SlotStep> steps, List<StepReply> replies) {
            if (host.world().isTold()) {
                host.world().tell(host.name(), "hears: " + Words.replies(steps, replies));
            }
            for (StepReply reply : replies) {
                if (reply instanceof StepReply.Failed) {
                    onFailure.run();
                    return replies;
                }
            }
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
        public void onAnother(Runnable listener) {
            store.onAnother(listener);
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
