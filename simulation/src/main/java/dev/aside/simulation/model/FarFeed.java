package dev.aside.simulation.model;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.InvalidationFeed;
import dev.aside.cache.spi.Scheduler;
import dev.aside.cache.spi.SlotKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a server like Redis pushes to one store of a node, by the connection that the node's commands take. */
final class FarFeed implements InvalidationFeed {
    private static final int SOURCE = 0;

    private final FarLink node;
    private final CacheRuntime runtime;
    private final List<Proofs> subscriptions = new ArrayList<>();
    private long epoch;

    FarFeed(FarLink node, CacheRuntime runtime) {
        this.node = node;
        this.runtime = runtime;
    }

    @Override
    public Subscription subscribe(Listener listener, Duration proofEvery) {
        Proofs proofs = new Proofs(listener, proofEvery);
        subscriptions.add(proofs);
        epoch++;
        listener.lost(SOURCE);
        proofs.proveAndAgain();
        return proofs;
    }

    @Override
    public int sources() {
        return 1;
    }

    @Override
    public long epoch() {
        return epoch;
    }

    /** Returns the epoch in which a command that is sent now registers for pushes, or a negative number if it does not. */
    long registering() {
        return subscriptions.isEmpty() ? -1 : epoch;
    }

    void changed(SlotKey key) {
        List.copyOf(subscriptions).forEach(proofs -> proofs.listener.changed(SOURCE, key));
    }

    void lost() {
        if (!node.rules().feed.tellsLoss()) {
            return;
        }
        epoch++;
        List.copyOf(subscriptions).forEach(proofs -> proofs.listener.lost(SOURCE));
    }

    /** Proves a connection that has just been made. */
    void prove() {
        List.copyOf(subscriptions).forEach(Proofs::prove);
    }

    void close() {
        List.copyOf(subscriptions).forEach(Proofs::close);
    }

    /** Proves the source to one listener again and again. */
    private final class Proofs implements Subscription {
        private final Listener listener;
        private final Duration every;
        private Scheduler.@Nullable Scheduled next;
        private boolean closed;

        Proofs(Listener listener, Duration every) {
            this.listener = listener;
            this.every = every;
        }

        private void proveAndAgain() {
            prove();
            next = runtime.scheduler().schedule(this::proveAndAgain, every);
        }

        /** The proof counts from now, and arrives after all that was pushed before the server saw it. */
        private void prove() {
            FarReader reader = node.reader();
            if (reader == null) {
                return;
            }
            long sent = runtime.ticker().nanos();
            Wire wire = reader.wire();
            wire.send(() -> {
                Runnable proof = () -> proven(sent);
                if (node.rules().feed.provesByPushes()) {
                    wire.push(proof);
                } else {
                    wire.answer(proof);
                }
            });
        }

        private void proven(long sent) {
            if (!closed) {
                listener.proven(
                        SOURCE,
                        node.rules().feed.countsFrom(sent, runtime.ticker().nanos()));
            }
        }

        @Override
        public void close() {
            closed = true;
            subscriptions.remove(this);
            if (next != null) {
                next.cancel();
            }
        }
    }
}
