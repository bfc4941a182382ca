package dev.aside.cache.redis;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.Comeback;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SessionReply;
import dev.aside.cache.spi.SessionSlots;
import dev.aside.cache.spi.SessionSpec;
import dev.aside.cache.spi.SessionStep;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The sessions of one store on the server. They are read where they are written: a logout counts at once. */
final class RedisSessions implements SessionSlots, Stores.Store {

    private static final Duration LONGEST = Duration.ofDays(1);

    private final Node node;
    private final CacheRuntime runtime;
    private final Deadlines deadlines;
    private final ScriptBatch.Language<SessionStep, SessionReply> language;
    private final RedisFeed feed;
    private final Evictions evictions;
    private final List<Consumer<Comeback>> onAnother = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    RedisSessions(Node node, SessionSpec spec, CacheRuntime runtime, String keyPrefix) {
        this.node = node;
        this.runtime = runtime;
        this.deadlines = new Deadlines(runtime);
        Keys keys = Keys.ofSessions(keyPrefix, spec.storeName());
        this.feed = new RedisFeed(keys, spec.storeName(), node::watch);
        this.language = new SessionLanguage(keys, new SessionWords(spec));
        this.evictions = new Evictions(spec.storeName(), "ends sessions", node, runtime);
    }

    /** Begins to be told of what happens to the server. */
    void attach() {
        node.stores().add(this);
        evictions.askSoon();
    }

    @Override
    public CompletionStage<List<SessionReply>> execute(List<SessionStep> steps, Duration timeout) {
        long wait = (timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST).toNanos();
        ScriptBatch<SessionStep, SessionReply> batch = new ScriptBatch<>(
                language, feed, List.copyOf(steps), runtime.ticker().nanos() + wait);
        if (closed) {
            batch.failAll(Failures.notApplied("the session store is closed"));
            return batch;
        }
        node.send(batch);
        if (!batch.isDone()) {
            deadlines.add(batch);
        }
        return batch;
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
        return feed;
    }

    /** Sessions remember nothing of changes but themselves. */
    @Override
    public Duration memory() {
        return Duration.ZERO;
    }

    @Override
    public void onAnother(Consumer<Comeback> listener) {
        onAnother.add(listener);
    }

    @Override
    public void tellOfAnother(Comeback back) {
        onAnother.forEach(listener -> listener.accept(back));
    }

    @Override
    public void close() {
        closed = true;
        evictions.close();
        feed.close();
        node.stores().remove(this);
    }
}
