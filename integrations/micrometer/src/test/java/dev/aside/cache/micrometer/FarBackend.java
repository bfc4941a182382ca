package dev.aside.cache.micrometer;

import dev.aside.cache.Consistency;
import dev.aside.cache.local.EmbeddedBackend;
import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StoreSpec;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Servers, as far as a cache can tell: shared by processes, and silent when a test says so. */
final class FarBackend implements CacheBackend {

    private final CacheBackend inner = EmbeddedBackend.create();
    private volatile boolean isSilent;

    void silence(boolean silent) {
        isSilent = silent;
    }

    @Override
    public String name() {
        return "far";
    }

    @Override
    public EntryStore open(StoreSpec spec, CacheRuntime runtime) {
        return new FarStore(inner.open(spec, runtime));
    }

    @Override
    public Payload.Form form() {
        return inner.form();
    }

    @Override
    public Set<Consistency.Mode> modes() {
        return inner.modes();
    }

    @Override
    public void close() {
        inner.close();
    }

    private final class FarStore implements EntryStore {

        private final EntryStore store;

        FarStore(EntryStore store) {
            this.store = store;
        }

        @Override
        public CompletionStage<List<StepReply>> execute(List<SlotStep> steps, Duration timeout) {
            if (!isSilent) {
                return store.execute(steps, timeout);
            }
            StepReply failed = new StepReply.Failed(StepReply.Outcome.NOT_APPLIED, "it is silent");
            return CompletableFuture.completedFuture(
                    steps.stream().map(step -> failed).toList());
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
        public void close() {
            store.close();
        }
    }
}
