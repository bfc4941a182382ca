package dev.aside.cache.jdbc;

import dev.aside.cache.LoadContext;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.Endpoint;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.Ticker;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lends connections to loads of caches. A reader is lent only once it is known to have replayed what the load must have seen; it is waited
 * for a little, and else the writer is asked. Whom a load has read from is proven to it.
 */
final class LoadLender {

    /** Between two questions how far a reader has come, at first; then each time twice as long. */
    private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(1).toNanos();

    private final Borrower borrower;
    private final Sampler sampler;
    private final Dialect dialect;
    private final Options options;
    private final Counts counts;
    private final Ticker ticker;

    LoadLender(Borrower borrower, Sampler sampler, Dialect dialect, Options options, Counts counts, Ticker ticker) {
        this.borrower = borrower;
        this.sampler = sampler;
        this.dialect = dialect;
        this.options = options;
        this.counts = counts;
        this.ticker = ticker;
    }

    /** Returns whom a load asks that has not said whom: a reader where its cache asks for proofs, and there can be one. */
    Endpoint byDefault(LoadContext load) {
        Endpoint said = options.loads();
        if (said != null) {
            return said;
        }
        return load.mayReadReplicas() && dialect.tellsPlaces() ? Endpoint.reader() : Endpoint.writer();
    }

    Connection lend(Endpoint endpoint, LoadContext load) throws SQLException {
        long deadline = ticker.nanos()
                + Math.min(load.remaining().toNanos(), options.borrowTimeout().toNanos());
        if (endpoint.role() == EndpointRole.WRITER || !dialect.tellsPlaces()) {
            return anyOf(endpoint, load, deadline);
        }
        Progress need = sampler.need(load, deadline);
        return need.isKnown() ? reached(endpoint, load, need, deadline) : instead(load, deadline);
    }

    /** What a load is told of the connection that it is lent. */
    private interface Proving {
        /** Returns whether it may have it. */
        boolean isProven(Connection lent, Standing to) throws SQLException;
    }

    /** Returns the connection if it may be had, and gives it back otherwise. */
    private static @Nullable Connection proven(Connection lent, Standing to, Proving proving) throws SQLException {
        boolean kept = false;
        try {
            kept = proving.isProven(lent, to);
            return kept ? lent : null;
        } finally {
            if (!kept) {
                lent.close();
            }
        }
    }

    /** Nobody knows how far a reader has come that says nothing of places. */
    private Connection anyOf(Endpoint endpoint, LoadContext load, long deadline) throws SQLException {
        Standing[] taken = new Standing[1];
        Connection lent = borrower.borrow(endpoint, deadline - ticker.nanos(), to -> taken[0] = to);
        return Objects.requireNonNull(proven(lent, taken[0], (connection, to) -> {
            if (to.isWriter()) {
                proveWriter(connection, to, load);
            } else {
                load.prove(CommitPosition.UNKNOWN);
            }
            return true;
        }));
    }

    /**
     * The writer has everything, and had come at least to where it said last that it is. Where that does not compare with the floor, it is
     * asked anew: what the load must have seen was committed before it began. Otherwise nobody would know any more where the key has been
     * changed, and it would be the writer's for as long as it is cached. Where places are not one, what is known of the floor has to do.
     */
    private void proveWriter(Connection lent, Standing to, LoadContext load) throws SQLException {
        counts.loadByWriter();
        Sighting seen = to.seen();
        CommitPosition last =
                seen == null ? CommitPosition.UNKNOWN : seen.progress().asOne();
        boolean isComparable =
                load.floor().isNone() || !load.floor().merge(last).isUnknown();
        if (isComparable || last.isUnknown()) {
            load.proveWriter(isComparable ? last : load.floor());
            return;
        }
        Sighting now = to.pool().ask(lent);
        if (now.isWriter()) {
            load.proveWriterNow(now.progress().asOne());
        } else {
            load.prove(CommitPosition.UNKNOWN); // the writer it was, and nobody knows what it lacks
        }
    }

    private Connection instead(LoadContext load, long deadline) throws SQLException {
        return anyOf(Endpoint.writer(), load, deadline);
    }

    private Connection reached(Endpoint endpoint, LoadContext load, Progress need, long deadline) throws SQLException {
        Standing[] taken = new Standing[1];
        Connection lent = borrower.borrow(endpoint, deadline - ticker.nanos(), need, to -> taken[0] = to);
        Connection kept = proven(lent, taken[0], (connection, to) -> isProven(connection, to, load, need));
        return kept != null ? kept : instead(load, deadline);
    }

    private boolean isProven(Connection lent, Standing to, LoadContext load, Progress need) throws SQLException {
        if (to.isWriter()) {
            proveWriter(lent, to, load);
            return true;
        }
        String server = lent.unwrap(WatchedConnection.class).entered().server();
        Sighting seen = to.seen();
        boolean isKnown = seen != null && seen.server().equals(server) && isPast(seen, need);
        Sighting last = seen == null || !isKnown ? asked(lent, to, server, need) : seen;
        if (!last.server().equals(server) || !isPast(last, need)) {
            return false; // it has not come so far, or something in between leads to one server now and to another then
        }
        load.prove(last.progress().proof(load.floor()));
        counts.loadByReader();
        return true;
    }

    private static boolean isPast(Sighting seen, Progress need) {
        return !seen.isWriter() && seen.progress().has(need);
    }

    /** Asks on that very connection, again and again while it may get there soon. */
    private Sighting asked(Connection lent, Standing to, String server, Progress need) throws SQLException {
        long until = ticker.nanos() + options.catchUp().toNanos();
        long pause = FIRST_PAUSE_NANOS;
        while (true) {
            Sighting now = to.pool().ask(lent);
            boolean mayCome = now.server().equals(server) && !now.isWriter();
            if (!mayCome || isPast(now, need) || ticker.nanos() + pause - until > 0) {
                return now;
            }
            LockSupport.parkNanos(pause);
            pause *= 2;
        }
    }
}
