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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The slots of one cache on the server. */
final class RedisStore implements EntryStore, Stores.Store {

    /** Longer than this nobody waits; it also keeps a deadline from running over. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final System.Logger LOGGER = System.getLogger(RedisStore.class.getName());

    private final Node node;
    private final @Nullable Readers readers;
    private final Duration readerBound;
    private final String cacheName;
    private final CacheRuntime runtime;
    private final Deadlines deadlines;
    private final Slots slots;
    private final List<Consumer<Comeback>> onAnother = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    RedisStore(Node node, @Nullable Readers readers, StoreSpec spec, CacheRuntime runtime, String keyPrefix) {
        this.node = node;
        this.readers = spec.readerBound().isZero() ? null : readers;
        this.readerBound = spec.readerBound();
        this.cacheName = spec.cacheName();
        this.runtime = runtime;
        this.deadlines = new Deadlines(runtime);
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
        long wait = (timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST).toNanos();
        List<SlotStep> all = List.copyOf(steps);
        Batch batch = new Batch(slots, all, runtime.ticker().nanos() + wait);
        if (closed) {
            batch.failAll(Failures.notApplied("the store is closed"));
            return batch;
        }
        Wire reader = reader(all);
        if (reader == null) {
            node.send(batch);
        } else {
            batch.send(reader);
        }
        if (!batch.isDone()) {
            deadlines.add(batch);
        }
        return batch;
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
    public boolean hasReaders() {
        return readers != null;
    }

    @Override
    public Duration memory() {
        return slots.memory();
    }

    /** A listener that throws must not keep the connection from being used, nor the others from being told. */
    @Override
    public void tellOfAnother(Comeback back) {
        if (back.isOlder()) {
            LOGGER.log(
                    Level.WARNING,
                    cacheName + ": the server has come back with keys that may be old; they do not count");
        }
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
        return node.clock().millis();
    }

    @Override
    public RedisFeed feed() {
        return slots.feed();
    }

    @Override
    public void onAnother(Consumer<Comeback> listener) {
        onAnother.add(listener);
    }

    @Override
    public void close() {
        closed = true;
        slots.feed().close();
        node.stores().remove(this);
        if (readers != null) {
            readers.forget(this);
        }
    }
}
