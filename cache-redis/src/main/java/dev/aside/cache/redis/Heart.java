package dev.aside.cache.redis;

import dev.aside.cache.spi.CacheRuntime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the server again and again what time it is. The answer sets the clock, and where it does not come the connection is
 * ended: a peer that is silent keeps a connection open for many minutes. As often, the feeds are given a proof.
 */
final class Heart implements AutoCloseable {

    /** A beat that comes so late says that this process stood still, not that the server did. */
    private static final long LATE_NANOS = Duration.ofMillis(250).toNanos();

    private final Owner owner;
    private final Stores stores;
    private final Supplier<Duration> pace;
    private final CacheRuntime runtime;
    private final Alarm next;
    private final AtomicLong dueNanos;

    /** Whom it has last asked where it stands, and when. Beats do not overlap but by chance, and then ask once more. */
    private volatile @Nullable Wire stood;

    private volatile long stoodNanos;

    /** Is told where the server stands, again and again. */
    interface Watcher {
        /**
         * Tells where the server stands.
         *
         * @param by the connection
         * @param sentNanos when it was asked
         * @param standing what it has answered
         */
        void stands(Wire by, long sentNanos, Replication standing);
    }

    /** Whose heart it is: it says by which connection to ask, and is told what has come of it. */
    interface Owner extends Watcher {
        /** Returns the connection, or null if there is none. */
        @Nullable
        Wire wire();

        /** A connection has ended, or is about to. */
        void lost(Wire gone);

        /** The server answers. */
        void isWell();

        /** The server has been asked whether it is there, and may be asked more. */
        void beats(Wire wire);
    }

    /**
     * @param stores whose feeds are given proofs
     * @param pace how often the server is to be asked where it stands
     */
    Heart(Owner owner, Stores stores, Supplier<Duration> pace, CacheRuntime runtime) {
        this.owner = owner;
        this.stores = stores;
        this.pace = pace;
        this.runtime = runtime;
        this.next = new Alarm(runtime.scheduler(), this::beat);
        this.dueNanos = new AtomicLong(runtime.ticker().nanos());
    }

    /** Asks now, unless an answer is awaited, and then again and again. */
    void beat() {
        Duration pause = stores.proofEvery(pace.get());
        long now = runtime.ticker().nanos();
        boolean late = now - dueNanos.getAndSet(now + pause.toNanos()) > LATE_NANOS;
        if (next.set(pause)) {
            look(late);
        }
    }

    private void look(boolean late) {
        Wire wire = owner.wire();
        if (wire != null && wire.isLeft()) {
            owner.lost(wire); // should its end have gone unnoticed
        } else if (wire != null) {
            look(wire, late);
        }
    }

    private void look(Wire wire, boolean late) {
        long silent = wire.silentNanos();
        if (silent < 0) {
            probe(wire);
        } else if (silent > Timing.SILENCE.toNanos() && !late) {
            wire.end();
        }
    }

    private void probe(Wire wire) {
        wire.probe().thenRun(owner::isWell);
        owner.beats(wire);
        stores.prove(wire);
        long now = runtime.ticker().nanos();
        if (wire != stood || now - stoodNanos >= pace.get().toNanos() - Timing.EARLY_NANOS) {
            stood = wire;
            stoodNanos = now;
            wire.standing().thenAccept(standing -> owner.stands(wire, now, standing));
        }
    }

    @Override
    public void close() {
        next.close();
    }
}
