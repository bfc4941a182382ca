package dev.aside.cache.redis;

import dev.aside.cache.route.EndpointRole;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The slots of one cache on the server. */
final class RedisStore implements EntryStore, Stores.Store {

    private static final System.Logger LOGGER = System.getLogger(RedisStore.class.getName());

    private final Node node;
    private final @Nullable Readers readers;
    private final Duration readerBound;
    private final String cacheName;
    private final Way way;
    private final Slots slots;
    private final Comebacks comebacks;

    RedisStore(Node node, @Nullable Readers readers, StoreSpec spec, CacheRuntime runtime, String keyPrefix) {
        this.node = node;
        this.readers = spec.readerBound().isZero() ? null : readers;
        this.readerBound = spec.readerBound();
        this.cacheName = spec.cacheName();
        this.way = new Way(node, runtime, "the store");
        this.comebacks = new Comebacks(cacheName);
        this.slots = new Slots(spec, keyPrefix, node::watch);
    }

    /** Begins to be told of what happens to the servers. */
    void attach() {
        node.stores().add(this);
        if (readers != null) {
            readers.allow(this, readerBound);
            node.watch();
        }
    }

    @Override
    public CompletionStage<List<StepReply>> execute(List<SlotStep> steps, Duration timeout) {
        List<SlotStep> all = List.copyOf(steps);
        return way.send(new Batch(slots, all, way.deadlineNanos(timeout)), reader(all));
    }

    /** Returns the way to a reader that may answer these steps, or null if the writer has to. */
    private @Nullable Wire reader(List<SlotStep> steps) {
        Readers some = readers;
        return some != null && steps.stream().allMatch(RedisStore::isForReaders)
                ? some.choose(readerBound, steps.size())
                : null;
    }

    private static boolean isForReaders(SlotStep step) {
        return step instanceof SlotStep.Read read && read.role() == EndpointRole.READER;
    }

    @Override
    public Duration sinceEviction() {
        return node.sinceEviction();
    }

    @Override
    public boolean hasReaders() {
        return readers != null;
    }

    @Override
    public Duration memory() {
        return slots.memory();
    }

    @Override
    public void tellOfAnother(Comeback back) {
        if (back.isOlder()) {
            LOGGER.log(
                    Level.WARNING,
                    cacheName + ": the server has come back with keys that may be old; they do not count");
        }
        comebacks.tell(back);
    }

    @Override
    public Payload.Form form() {
        return Payload.Form.BYTES;
    }

    @Override
    public long timeMillis() {
        return node.clock().millis();
    }

    @Override
    public RedisFeed feed() {
        return slots.feed();
    }

    @Override
    public void onAnother(Consumer<Comeback> listener) {
        comebacks.add(listener);
    }

    @Override
    public void close() {
        way.close();
        slots.feed().close();
        node.stores().remove(this);
        if (readers != null) {
            readers.forget(this);
        }
    }
}
