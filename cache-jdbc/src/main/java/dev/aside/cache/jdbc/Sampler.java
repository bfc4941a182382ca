package dev.aside.cache.jdbc;

import dev.aside.cache.LoadContext;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.Endpoint;
import dev.aside.cache.spi.Ticker;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Says what a load must have seen: its floor, and where the writer was not long ago. The writer is asked only where nobody knows that. */
final class Sampler {

    private final Samples samples;
    private final Borrower borrower;
    private final Ticker ticker;

    /** Whoever waits for an answer to the same question shares it. */
    private final ReentrantLock asking = new ReentrantLock();

    Sampler(Samples samples, Borrower borrower, Ticker ticker) {
        this.samples = samples;
        this.borrower = borrower;
        this.ticker = ticker;
    }

    /** Returns how far a reader must have come, which is unknown if only the writer will do. */
    Progress need(LoadContext load, long deadline) throws SQLException {
        CommitPosition floor = load.floor();
        if (floor.isUnknown()) {
            return Progress.UNKNOWN;
        }
        long from = ticker.nanos() - load.sampleAge().toNanos();
        Samples.Sample known = samples.since(from);
        return (known == null ? asked(from, deadline) : known.progress()).and(floor);
    }

    private Progress asked(long from, long deadline) throws SQLException {
        if (borrower.isWriterSilent() || !isMyTurn(deadline)) {
            return Progress.UNKNOWN;
        }
        try {
            Samples.Sample meanwhile = samples.since(from);
            return meanwhile == null ? ask(deadline) : meanwhile.progress();
        } finally {
            asking.unlock();
        }
    }

    private boolean isMyTurn(long deadline) throws SQLException {
        try {
            return asking.tryLock(Math.max(0, deadline - ticker.nanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for where the writer is", "08001", e);
        }
    }

    private Progress ask(long deadline) throws SQLException {
        @Nullable Standing[] to = new Standing[1];
        try (Connection writer =
                borrower.borrow(Endpoint.writer(), deadline - ticker.nanos(), taken -> to[0] = taken)) {
            Sighting now = Objects.requireNonNull(to[0]).pool().ask(writer);
            return now.isWriter() ? now.progress() : Progress.UNKNOWN;
        }
    }
}
