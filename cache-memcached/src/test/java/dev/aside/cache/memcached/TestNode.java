package dev.aside.cache.memcached;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.Comeback;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.NearSpec;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StoreSpec;
import dev.aside.cache.testkit.RealTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One node of an application: a backend with one store, and what it was told of servers that came back. */
final class TestNode implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(10);
    static final long LONG = 60_000;

    /** So many that each of a few servers has some of them. */
    private static final int MANY = 60;

    final Queue<Comeback> comebacks = new ConcurrentLinkedQueue<>();
    final MemcachedBackend backend;
    final EntryStore store;
    private final RealTime time = new RealTime();

    TestNode(MemcachedBackend backend) {
        this(backend, Duration.ofSeconds(30));
    }

    /** @param memory for how long changes are remembered */
    TestNode(MemcachedBackend backend, Duration memory) {
        this.backend = backend;
        this.store = backend.open(spec("test", memory), time.runtime());
        store.onAnother(comebacks::add);
    }

    static StoreSpec spec(String name, Duration memory) {
        return new StoreSpec(
                name, Duration.ofMillis(20), memory, Duration.ZERO, new NearSpec(name, 1_000, -1, null, null), null);
    }

    List<StepReply> execute(Duration timeout, SlotStep... steps) {
        return now(send(timeout, steps));
    }

    CompletableFuture<List<StepReply>> send(Duration timeout, SlotStep... steps) {
        return store.execute(List.of(steps), timeout).toCompletableFuture();
    }

    static List<StepReply> now(CompletableFuture<List<StepReply>> replies) {
        try {
            return replies.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    StepReply execute(SlotStep step) {
        return execute(PATIENCE, step).get(0);
    }

    StepReply.Seen seen(SlotKey key) {
        return (StepReply.Seen) execute(read(key));
    }

    @Nullable
    Slot slot(SlotKey key) {
        return seen(key).slot();
    }

    /** Waits for a connection to each server. */
    TestNode connected() {
        RealTime.await("connected", PATIENCE, () -> isReached(store));
        return this;
    }

    static boolean isReached(EntryStore store) {
        List<SlotStep> reads = IntStream.range(0, MANY)
                .<SlotStep>mapToObj(i -> read(key("connected " + i)))
                .toList();
        return now(store.execute(reads, PATIENCE).toCompletableFuture()).stream()
                .allMatch(StepReply.Seen.class::isInstance);
    }

    StepReply fence(SlotKey key) {
        return execute(new SlotStep.Fence(key, time.runtime().newStamp(), CommitPosition.NONE));
    }

    static SlotStep read(SlotKey key) {
        return new SlotStep.Read(key, EndpointRole.WRITER);
    }

    static SlotStep lease(SlotKey key, long stamp) {
        return new SlotStep.Lease(key, stamp, LONG, 0, false);
    }

    static SlotStep fill(SlotKey key, long under, long epoch, String text) {
        return new SlotStep.Fill(key, under, epoch, under + 1, LONG, entry(text));
    }

    /** Stores a value, and returns its stamp. */
    long put(SlotKey key, String text) {
        long stamp = time.runtime().newStamp();
        StepReply.Granted granted = (StepReply.Granted) execute(lease(key, stamp));
        StepReply filled = execute(fill(key, stamp, granted.epoch(), text));
        if (!filled.equals(new StepReply.Applied(true))) {
            throw new AssertionError(filled);
        }
        return stamp + 1;
    }

    static Entry entry(String text) {
        Payload payload = new Payload.Bytes(text.getBytes(StandardCharsets.UTF_8));
        return new Entry("s", 1, 1, 2, Entry.NEVER, 3, CommitPosition.NONE, 5, List.of(), payload);
    }

    static SlotKey key(String text) {
        return SlotKey.ofBytes(SlotKey.Kind.ENTRY, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        store.close();
        backend.close();
        time.close();
    }
}
