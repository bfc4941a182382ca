package dev.aside.cache.local.engine;

import dev.aside.cache.Consistency;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.Comeback;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.InvalidationFeed;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StoreSpec;
import dev.aside.cache.testkit.InMemoryBackend;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A backend with a server that follows the writer, up to date or as of the last time that it was. */
final class Followed implements CacheBackend {

    private final InMemoryBackend writer;
    private final Map<SlotKey, StepReply> seen = new HashMap<>();
    private boolean frozen;
    private boolean failing;
    int writerBatches;
    int readerBatches;
    Duration bound = Duration.ZERO;
    Duration sinceEviction = EntryStore.NEVER_EVICTED;

    Followed(InMemoryBackend writer) {
        this.writer = writer;
    }

    /** Lets the follower go on answering what it has answered before, and nothing for the rest. */
    void freeze() {
        frozen = true;
    }

    void fail(boolean on) {
        failing = on;
    }

    void countAnew() {
        writerBatches = 0;
        readerBatches = 0;
    }

    @Override
    public String name() {
        return "followed";
    }

    @Override
    public EntryStore open(StoreSpec spec, CacheRuntime runtime) {
        bound = spec.readerBound();
        return new Store(writer.open(spec, runtime));
    }

    @Override
    public Payload.Form form() {
        return writer.form();
    }

    @Override
    public Set<Consistency.Mode> modes() {
        return writer.modes();
    }

    @Override
    public void close() {
        writer.close();
    }

    private final class Store implements EntryStore {
        private final EntryStore store;

        Store(EntryStore store) {
            this.store = store;
        }

        @Override
        public CompletionStage<List<StepReply>> execute(List<SlotStep> steps, Duration timeout) {
            boolean elsewhere = steps.get(0) instanceof SlotStep.Read read && read.role() == EndpointRole.READER;
            if (!elsewhere) {
                writerBatches++;
                return store.execute(steps, timeout);
            }
            readerBatches++;
            if (failing) {
                StepReply failed = new StepReply.Failed(StepReply.Outcome.NOT_APPLIED, "gone");
                return CompletableFuture.completedFuture(Collections.nCopies(steps.size(), failed));
            }
            if (frozen) {
                StepReply nothing = new StepReply.Seen(null, -1, 1);
                return CompletableFuture.completedFuture(steps.stream()
                        .map(step -> seen.getOrDefault(step.key(), nothing))
                        .toList());
            }
            return store.execute(steps, timeout).thenApply(replies -> remembered(steps, replies));
        }

        private List<StepReply> remembered(List<SlotStep> steps, List<StepReply> replies) {
            for (int i = 0; i < steps.size(); i++) {
                seen.put(steps.get(i).key(), replies.get(i));
            }
            return replies;
        }

        @Override
        public Duration sinceEviction() {
            return sinceEviction;
        }

        @Override
        public boolean hasReaders() {
            return true;
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
        public void onAnother(Consumer<Comeback> listener) {
            store.onAnother(listener);
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
