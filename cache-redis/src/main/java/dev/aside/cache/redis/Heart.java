package dev.aside.cache.redis;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.Scheduler;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Asks the server again and again what time it is. The answer sets the clock, and where it does not come the connection is
 * ended: a peer that is silent keeps a connection open for many minutes. As often, the feeds are given a proof.
 */
final class Heart implements AutoCloseable {

    /** How often the server is asked if no feed wants a proof more often. */
    static final Duration LONGEST_BEAT = Duration.ofMillis(400);

    /** How long an answer may take. With two beats this finds a silent peer within 1.5 seconds. */
    static final Duration SILENCE = Duration.ofMillis(700);

    /** A beat that comes so late says that this process stood still, not that the server did. */
    private static final long LATE_NANOS = Duration.ofMillis(250).toNanos();

    /** A beat that comes a little early is not to be skipped for it. */
    static final long EARLY_NANOS = Duration.ofMillis(2).toNanos();

    private final Node node;
    private final CacheRuntime runtime;
    private final ReentrantLock lock = new ReentrantLock();
    private Scheduler.@Nullable Scheduled next;
    private long dueNanos;
    private boolean closed;

    /** Whom it has last asked where it stands, and when. Beats do not overlap but by chance, and then ask once more. */
    private volatile @Nullable Wire stood;

    private volatile long stoodNanos;

    Heart(Node node, CacheRuntime runtime) {
        this.node = node;
        this.runtime = runtime;
        this.dueNanos = runtime.ticker().nanos();
    }

    /** Asks now, unless an answer is awaited, and then again and again. */
    void beat() {
        boolean late;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            long now = runtime.ticker().nanos();
            late = now - dueNanos > LATE_NANOS;
            if (next != null) {
                next.cancel();
            }
            Duration pause = pause();
            dueNanos = now + pause.toNanos();
            next = runtime.scheduler().schedule(this::beat, pause);
        } finally {
            lock.unlock();
        }
        Wire wire = node.wire();
        if (wire != null && wire.isLeft()) {
            node.lost(wire); // should its end have gone unnoticed
        } else if (wire != null) {
            look(wire, late);
        }
    }

    private Duration pause() {
        Duration shortest = node.pace().get();
        for (RedisStore store : node.stores()) {
            shortest = store.pushes().proofEvery(shortest);
        }
        return shortest;
    }

    private void look(Wire wire, boolean late) {
        long silent = wire.silentNanos();
        if (silent < 0) {
            probe(wire);
        } else if (silent > SILENCE.toNanos() && !late) {
            wire.end();
        }
    }

    private void probe(Wire wire) {
        wire.probe().thenRun(node::isWell);
        node.prove(wire);
        long now = runtime.ticker().nanos();
        Duration pace = node.pace().get();
        if (wire != stood || now - stoodNanos >= pace.toNanos() - EARLY_NANOS) {
            stood = wire;
            stoodNanos = now;
            wire.standing().thenAccept(standing -> node.stands(wire, now, standing));
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (next != null) {
                next.cancel();
            }
        } finally {
            lock.unlock();
        }
    }
}
