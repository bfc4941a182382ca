package dev.aside.cache.testkit;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.InvalidationFeed;
import dev.aside.cache.spi.Scheduler;
import dev.aside.cache.spi.SlotKey;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The feed of one store: one source, that pushes a key once after each read of it. */
final class InMemoryFeed implements InvalidationFeed {

    private static final int SOURCE = 0;

    private final CacheRuntime runtime;
    private final Link link;
    private final List<Proofs> subscriptions = new CopyOnWriteArrayList<>();
    private final ReentrantLock moving = new ReentrantLock();
    private volatile Tracking tracking = Tracking.ofEpoch(0);

    InMemoryFeed(CacheRuntime runtime, Link link) {
        this.runtime = runtime;
        this.link = link;
    }

    @Override
    public Subscription subscribe(Listener listener, Duration proofEvery) {
        Proofs proofs = new Proofs(new Mailbox(listener, link), proofEvery);
        subscriptions.add(proofs);
        reconnected();
        proofs.scheduleNext();
        return proofs;
    }

    @Override
    public int sources() {
        return 1;
    }

    @Override
    public long epoch() {
        return tracking.epoch();
    }

    /** Notes that the node has read the key; returns the epoch in which it will hear of a change, or a negative number. */
    long register(SlotKey key) {
        if (subscriptions.isEmpty()) {
            return -1;
        }
        Tracking present = tracking;
        present.keys().add(key);
        return present.epoch();
    }

    /** Ends the key's registration, as a change does whoever makes it, and says so unless it is the node's own. */
    void changed(SlotKey key, boolean byAnother) {
        boolean registered = tracking.keys().remove(key);
        if (registered && byAnother && !link.pushesLost()) {
            tell(listener -> listener.changed(SOURCE, key));
        }
    }

    /** The connection is lost and, if the server can be reached, there again. */
    void reconnected() {
        lost();
        tell(this::prove);
    }

    /** The connection is lost: what was registered in the old epoch is never heard of again. */
    void lost() {
        moving.lock();
        try {
            tracking = Tracking.ofEpoch(tracking.epoch() + 1);
        } finally {
            moving.unlock();
        }
        tell(listener -> listener.lost(SOURCE));
    }

    void deliver() {
        subscriptions.forEach(subscription -> subscription.mailbox.deliver());
    }

    void close() {
        subscriptions.forEach(Proofs::close);
    }

    private void tell(Consumer<Listener> event) {
        subscriptions.forEach(subscription -> subscription.mailbox.tell(event));
    }

    private void prove(Listener listener) {
        if (!link.pushesLost()) {
            listener.proven(SOURCE, runtime.ticker().nanos());
        }
    }

    /** The keys registered in one epoch. */
    private record Tracking(long epoch, Set<SlotKey> keys) {
        static Tracking ofEpoch(long epoch) {
            return new Tracking(epoch, ConcurrentHashMap.newKeySet());
        }
    }

    /** Proves the source to one listener again and again. */
    private final class Proofs implements Subscription {
        private final Mailbox mailbox;
        private final Duration every;
        private volatile boolean closed;
        private volatile Scheduler.@Nullable Scheduled next;

        Proofs(Mailbox mailbox, Duration every) {
            this.mailbox = mailbox;
            this.every = every;
        }

        void scheduleNext() {
            if (!closed) {
                next = runtime.scheduler().schedule(this::prove, every);
            }
        }

        private void prove() {
            long sent = runtime.ticker().nanos();
            if (!link.pushesLost()) {
                mailbox.tell(listener -> listener.proven(SOURCE, sent));
            }
            scheduleNext();
        }

        @Override
        public void close() {
            closed = true;
            subscriptions.remove(this);
            Scheduler.Scheduled pending = next;
            if (pending != null) {
                pending.cancel();
            }
        }
    }
}
