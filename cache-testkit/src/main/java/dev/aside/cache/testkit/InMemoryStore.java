package dev.aside.cache.testkit;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.Comeback;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SlotRules;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StoreSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The slots of one cache, as one node reaches them. */
final class InMemoryStore implements EntryStore, Client {

    private final NodeState node;
    private final Consumer<InMemoryStore> closing;
    private final String cacheName;
    private final CacheRuntime runtime;
    private final SlotRules rules;
    private final InMemoryFeed feed;
    private final List<Consumer<Comeback>> onAnother = new CopyOnWriteArrayList<>();
    private volatile boolean reachable = true;
    private volatile long heardNanos;
    private volatile OptionalLong evictedNanos = OptionalLong.empty();
    private volatile boolean closed;

    InMemoryStore(NodeState node, StoreSpec spec, CacheRuntime runtime, Consumer<InMemoryStore> closing) {
        this.node = node;
        this.closing = closing;
        this.cacheName = spec.cacheName();
        this.runtime = runtime;
        this.rules = new SlotRules(spec.lag().toMillis(), spec.memory().toMillis());
        this.feed = new InMemoryFeed(runtime, node.link());
    }

    @Override
    public void onAnother(Consumer<Comeback> listener) {
        onAnother.add(listener);
    }

    /** The node can no longer reach the server, or can again. */
    void reaches(boolean on) {
        if (reachable && !on) {
            heardNanos = runtime.ticker().nanos();
        }
        reachable = on;
    }

    void tellOfAnother(long life) {
        Comeback back = new Comeback(reachable ? runtime.ticker().nanos() : heardNanos, life);
        onAnother.forEach(listener -> listener.accept(back));
    }

    @Override
    public long epoch() {
        return node.epoch();
    }

    @Override
    public String cacheName() {
        return cacheName;
    }

    @Override
    public CompletionStage<List<StepReply>> execute(List<SlotStep> steps, Duration timeout) {
        if (closed) {
            return CompletableFuture.completedFuture(
                    Link.failed(steps.size(), StepReply.Outcome.NOT_APPLIED, "the store is closed"));
        }
        List<SlotStep> batch = List.copyOf(steps);
        node.sent(batch);
        return node.link()
                .send(() -> applyAll(batch), batch, timeout, runtime.scheduler())
                .whenComplete((replies, failure) -> node.answered(cacheName, batch, replies));
    }

    private List<StepReply> applyAll(List<SlotStep> steps) {
        List<StepReply> replies = new ArrayList<>(steps.size());
        for (SlotStep step : steps) {
            replies.add(apply(step));
        }
        return replies;
    }

    private StepReply apply(SlotStep step) {
        try {
            return node.server().apply(this, step, rules);
        } catch (IllegalStateException | IllegalArgumentException e) {
            return new StepReply.Failed(StepReply.Outcome.NOT_APPLIED, "refused: " + e.getMessage());
        }
    }

    @Override
    public Payload.Form form() {
        return Payload.Form.BYTES;
    }

    @Override
    public long timeMillis() {
        return TimeUnit.NANOSECONDS.toMillis(runtime.ticker().nanos());
    }

    @Override
    public void evicted() {
        evictedNanos = OptionalLong.of(runtime.ticker().nanos());
    }

    /** {@inheritDoc} The server says at once what it evicts. */
    @Override
    public Duration sinceEviction() {
        OptionalLong last = evictedNanos;
        return last.isEmpty()
                ? NEVER_EVICTED
                : Duration.ofNanos(runtime.ticker().nanos() - last.getAsLong());
    }

    /** Returns the feed, if the server pushes. */
    @Override
    public @Nullable InMemoryFeed feed() {
        return node.server().kind().pushes() ? feed : null;
    }

    /** Returns whom the server pushes to: nobody, where there is no feed to subscribe to. */
    @Override
    public InMemoryFeed pushes() {
        return feed;
    }

    @Override
    public void close() {
        closed = true;
        feed.close();
        closing.accept(this);
    }
}
