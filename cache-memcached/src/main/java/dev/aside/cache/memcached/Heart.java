package dev.aside.cache.memcached;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.Scheduler;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the server again and again which version it is. Where the answer does not come the connection is ended: a peer that is
 * silent keeps a connection open for many minutes.
 */
final class Heart implements AutoCloseable {

    static final Duration BEAT = Duration.ofMillis(400);

    /** How long an answer may take. With two beats this finds a silent peer within 1.5 seconds. */
    static final Duration SILENCE = Duration.ofMillis(700);

    /** A beat that comes so late says that this process stood still, not that the server did. */
    private static final long LATE_NANOS = Duration.ofMillis(250).toNanos();

    private final Supplier<@Nullable Wire> wires;
    private final Runnable isWell;
    private final Consumer<Wire> more;
    private final CacheRuntime runtime;
    private final ReentrantLock lock = new ReentrantLock();
    private Scheduler.@Nullable Scheduled next;
    private long dueNanos;
    private boolean closed;

    /**
     * @param wires returns the present connection, if there is one
     * @param isWell told whenever the server has answered
     * @param more told whenever it has been asked, and may be asked more
     */
    Heart(Supplier<@Nullable Wire> wires, Runnable isWell, Consumer<Wire> more, CacheRuntime runtime) {
        this.wires = wires;
        this.isWell = isWell;
        this.more = more;
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
            dueNanos = now + BEAT.toNanos();
            next = runtime.scheduler().schedule(this::beat, BEAT);
        } finally {
            lock.unlock();
        }
        Wire wire = wires.get();
        if (wire != null) {
            look(wire, late);
        }
    }

    private void look(Wire wire, boolean late) {
        long silent = wire.silentNanos();
        if (silent < 0) {
            wire.probe(isWell);
            more.accept(wire);
        } else if (silent > SILENCE.toNanos() && !late) {
            wire.end();
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
