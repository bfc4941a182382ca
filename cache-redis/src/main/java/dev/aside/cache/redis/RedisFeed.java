package dev.aside.cache.redis;

import dev.aside.cache.spi.InvalidationFeed;
import dev.aside.cache.spi.SlotKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What the server pushes to the slots of one cache, by the connection that its steps take. The server pushes a slot once after
 * each read of it, and a push, a proof and an answer arrive in the order in which the server sent them.
 */
final class RedisFeed implements InvalidationFeed {

    private static final int SOURCE = 0;

    private final Keys keys;
    private final String cacheName;
    private final Runnable onWatched;
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
    private final AtomicLong epoch = new AtomicLong();

    /** @param onWatched told whenever somebody has begun to listen */
    RedisFeed(Keys keys, String cacheName, Runnable onWatched) {
        this.keys = keys;
        this.cacheName = cacheName;
        this.onWatched = onWatched;
    }

    Keys keys() {
        return keys;
    }

    @Override
    public Subscription subscribe(Listener listener, Duration proofEvery) {
        Subscriber subscriber = new Subscriber(new Mailbox(cacheName, listener), proofEvery);
        epoch.incrementAndGet();
        subscribers.add(subscriber);
        subscriber.mailbox.tell(told -> told.lost(SOURCE));
        onWatched.run();
        return subscriber;
    }

    @Override
    public int sources() {
        return 1;
    }

    @Override
    public long epoch() {
        return epoch.get();
    }

    /** Returns the epoch in which reads that are sent now register, or a negative number if they do not. */
    long registering(Wire wire) {
        return subscribers.isEmpty() || !wire.isTracking() ? -1 : epoch.get();
    }

    boolean isWatched() {
        return !subscribers.isEmpty();
    }

    /** Returns how often somebody wants a proof, or the longest if nobody wants one more often. */
    Duration proofEvery(Duration longest) {
        Duration shortest = longest;
        for (Subscriber subscriber : subscribers) {
            shortest = subscriber.proofEvery.compareTo(shortest) < 0 ? subscriber.proofEvery : shortest;
        }
        return shortest;
    }

    /** The server says that something of this name has changed. */
    void changed(byte[] name) {
        SlotKey key = isWatched() ? keys.parse(name) : null;
        if (key != null) {
            tell(listener -> listener.changed(SOURCE, key));
        }
    }

    /** Nothing that was read before counts any more. */
    void lost() {
        epoch.incrementAndGet();
        tell(listener -> listener.lost(SOURCE));
    }

    void proven(long sentNanos) {
        tell(listener -> listener.proven(SOURCE, sentNanos));
    }

    private void tell(Consumer<Listener> event) {
        subscribers.forEach(subscriber -> subscriber.mailbox.tell(event));
    }

    void close() {
        subscribers.clear();
    }

    private final class Subscriber implements Subscription {
        private final Mailbox mailbox;
        private final Duration proofEvery;

        Subscriber(Mailbox mailbox, Duration proofEvery) {
            this.mailbox = mailbox;
            this.proofEvery = proofEvery;
        }

        @Override
        public void close() {
            subscribers.remove(this);
        }
    }
}
