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
import java.util.function.Consumer;

/** The sessions of one store on the server. They are read where they are written: a logout counts at once. */
final class RedisSessions implements SessionSlots, Stores.Store {

    private final Node node;
    private final Way way;
    private final ScriptBatch.Language<SessionStep, SessionReply> language;
    private final RedisFeed feed;
    private final Evictions evictions;
    private final Comebacks comebacks;

    RedisSessions(Node node, SessionSpec spec, CacheRuntime runtime, String keyPrefix) {
        this.node = node;
        this.way = new Way(node, runtime, "the session store");
        this.comebacks = new Comebacks(spec.storeName());
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
        return way.send(new ScriptBatch<>(language, feed, List.copyOf(steps), way.deadlineNanos(timeout)), null);
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
        comebacks.add(listener);
    }

    @Override
    public void tellOfAnother(Comeback back) {
        comebacks.tell(back);
    }

    @Override
    public void close() {
        way.close();
        evictions.close();
        feed.close();
        node.stores().remove(this);
    }
}
