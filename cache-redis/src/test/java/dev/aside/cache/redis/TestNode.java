package dev.aside.cache.redis;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.Comeback;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.InvalidationFeed;
import dev.aside.cache.spi.NearSpec;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StoreSpec;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.server.RedisServer;
import dev.aside.cache.testkit.server.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One node of an application: a backend with one store, and what its feed has said. */
final class TestNode implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(10);
    static final long LONG = 60_000;

    /** By how much a server that follows the writer may be behind. */
    static final Duration BOUND = Duration.ofMillis(500);

    static final StoreSpec SPEC = new StoreSpec(
            "test",
            Duration.ofMillis(20),
            Duration.ofSeconds(30),
            BOUND,
            new NearSpec("test", 1_000, -1, null, null),
            null);

    final Queue<String> told = new ConcurrentLinkedQueue<>();
    final AtomicInteger another = new AtomicInteger();
    final Queue<Comeback> comebacks = new ConcurrentLinkedQueue<>();
    final RedisBackend backend;
    final EntryStore store;
    private static final Pattern GETS = Pattern.compile("cmdstat_get:calls=([0-9]+)");
    private final RealTime time = new RealTime();

    TestNode(TestServer server) {
        this(RedisBackend.of("redis://" + server.host() + ":" + server.port()));
    }

    TestNode(RedisBackend backend) {
        this.backend = backend;
        this.store = backend.open(SPEC, time.runtime());
        store.onAnother(back -> {
            comebacks.add(back);
            another.incrementAndGet();
        });
    }

    /** Listens to the feed, and writes down all but the proofs, which it counts. */
    InvalidationFeed.Subscription subscribe(AtomicInteger proofs) {
        InvalidationFeed feed = feed();
        return feed.subscribe(
                new InvalidationFeed.Listener() {
                    @Override
                    public void changed(int source, SlotKey key) {
                        told.add("changed " + new String(key.bytes(), StandardCharsets.UTF_8));
                    }

                    @Override
                    public void lost(int source) {
                        told.add("lost");
                    }

                    @Override
                    public void proven(int source, long sentNanos) {
                        proofs.incrementAndGet();
                    }
                },
                Duration.ofMillis(20));
    }

    /** Subscribes and waits until the server tracks what is read. */
    AtomicInteger subscribed() {
        AtomicInteger proofs = new AtomicInteger();
        InvalidationFeed.Subscription unused = subscribe(proofs);
        RealTime.await("proven", PATIENCE, () -> proofs.get() > 0);
        told.clear();
        return proofs;
    }

    InvalidationFeed feed() {
        InvalidationFeed feed = store.feed();
        if (feed == null) {
            throw new AssertionError("redis has a feed");
        }
        return feed;
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
        return (StepReply.Seen) execute(new SlotStep.Read(key, EndpointRole.WRITER));
    }

    @Nullable
    Slot read(SlotKey key) {
        return seen(key).slot();
    }

    /** Returns how often a server was asked for a key's value. */
    static long gets(RedisServer server) {
        Matcher found = GETS.matcher(Objects.requireNonNull(server.command("INFO", "commandstats")));
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }

    /** Waits for a connection. */
    TestNode connected() {
        RealTime.await(
                "connected",
                PATIENCE,
                () -> execute(new SlotStep.Read(key("connected"), EndpointRole.WRITER)) instanceof StepReply.Seen);
        return this;
    }

    StepReply fence(SlotKey key) {
        return execute(new SlotStep.Fence(key, time.runtime().newStamp(), CommitPosition.NONE));
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
