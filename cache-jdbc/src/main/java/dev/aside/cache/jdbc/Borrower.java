package dev.aside.cache.jdbc;

import dev.aside.cache.route.Endpoint;
import dev.aside.cache.spi.Ticker;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Borrows a connection from whoever may answer; who waits for a node that has gone is sent to the one in its place. */
final class Borrower {

    /** How long one pool is waited for before it is looked whether it is still the right one, and whether there is anything to wait for. */
    private static final long SLICE_MILLIS = 100;

    private final Cluster cluster;
    private final Choice choice;
    private final Ticker ticker;
    private final Counts counts;
    private volatile boolean closed;

    Borrower(Cluster cluster, Choice choice, Counts counts, Ticker ticker) {
        this.cluster = cluster;
        this.choice = choice;
        this.counts = counts;
        this.ticker = ticker;
    }

    /** Somebody who is told to whom the connection is. */
    interface Taker {
        void takes(Standing to);
    }

    /** @param nanos how long to wait at most */
    Connection borrow(Endpoint endpoint, long nanos, @Nullable Taker taker) throws SQLException {
        Routes routes = cluster.routes();
        return borrow(routes, routes.pick(endpoint, choice), endpoint, nanos, taker);
    }

    /** @param past who is known to have come so far goes before others */
    Connection borrow(Endpoint endpoint, long nanos, Progress past, Taker taker) throws SQLException {
        Routes routes = cluster.routes();
        return borrow(routes, routes.pick(endpoint, choice, past), endpoint, nanos, taker);
    }

    /** Returns whether the writer says of itself, but not how far it is. */
    boolean isWriterSilent() {
        Sighting seen = cluster.routes().writerSeen();
        return seen != null && !seen.progress().isKnown();
    }

    private Connection borrow(
            Routes routes, @Nullable Standing to, Endpoint endpoint, long nanos, @Nullable Taker taker)
            throws SQLException {
        if (to == null || !to.pool().line().isEmpty()) {
            return wait(endpoint, nanos, taker);
        }
        try {
            return lend(routes, to, endpoint, nanos, taker);
        } catch (SQLTransientConnectionException e) {
            return wait(endpoint, nanos - TimeUnit.MILLISECONDS.toNanos(SLICE_MILLIS), taker);
        }
    }

    /** What is known counts once there is a connection: while it was made, the node may have turned out to be another, or all be held. */
    private Connection lend(Routes routes, Standing to, Endpoint endpoint, long nanos, @Nullable Taker taker)
            throws SQLException {
        Connection connection = to.pool().borrow(millis(nanos));
        Routes now = cluster.routes();
        Standing still = now == routes ? to : now.find(endpoint, to.pool());
        if (still == null) {
            connection.close();
            throw new SQLTransientConnectionException(to.pool().node() + " is not to be asked any more", "08001");
        }
        taken(now, still, endpoint, taker);
        return connection;
    }

    private static long millis(long nanos) {
        return Math.max(1, Math.min(SLICE_MILLIS, TimeUnit.NANOSECONDS.toMillis(nanos)));
    }

    private void taken(Routes routes, Standing to, Endpoint endpoint, @Nullable Taker taker) {
        counts.borrow(endpoint);
        if (routes.readersAreWriter() && endpoint.equals(Endpoint.reader())) {
            counts.fallback();
        }
        if (taker != null) {
            taker.takes(to);
        }
    }

    private Connection wait(Endpoint endpoint, long nanos, @Nullable Taker taker) throws SQLException {
        try (Waiter waiter = new Waiter(endpoint, nanos, taker)) {
            return waiter.await();
        }
    }

    /** Nobody is lent anything any more, and who waits is told so. */
    void close() {
        closed = true;
    }

    private void checkOpen() throws SQLException {
        if (closed) {
            throw new SQLNonTransientConnectionException("the data source is closed", "08003");
        }
    }

    /** Waits where it may be over soon: at the gate, and while nodes have not been heard for the first time. */
    private void awaitOther(Routes routes, Endpoint endpoint, long left) throws SQLException {
        boolean mayCome = routes.isHeld() || !routes.isComplete();
        if (!mayCome || left <= 0) {
            counts.refusal();
            throw refusal(routes, endpoint);
        }
        try {
            cluster.await(routes, Math.min(left, TimeUnit.MILLISECONDS.toNanos(SLICE_MILLIS)));
        } catch (InterruptedException e) {
            throw interrupted(endpoint, e);
        }
    }

    private static SQLException interrupted(Endpoint endpoint, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new SQLException("interrupted while waiting for a connection to the " + endpoint, "08001", e);
    }

    private static EndpointUnavailableException refusal(Routes routes, Endpoint endpoint) {
        EndpointUnavailableException.Reason reason = routes.reason(endpoint);
        String why = switch (reason) {
            case HELD -> "the gate is held: no connection is lent until it is released";
            case TWO_WRITERS -> "several nodes say that they take writes, so none is written to until one gives up";
            case NO_WRITER -> "no node says that it takes writes";
            case NO_READER -> "no reader may answer";
            case EMPTY_GROUP -> "no member of the " + endpoint + " may answer";
            case TIMEOUT -> "nothing became free in time";
        };
        return new EndpointUnavailableException(reason, why + " (" + routes.inWords() + ")");
    }

    private static EndpointUnavailableException timeout(
            Standing to, Endpoint endpoint, long nanos, @Nullable SQLException last) {
        NodePool pool = to.pool();
        String failure = pool.failure();
        String why = "no connection to the " + endpoint + ", " + pool.node() + ", in "
                + Duration.ofNanos(Math.max(0, nanos)).toMillis() + " ms: "
                + (failure == null
                        ? pool.lent() + " of " + pool.connections() + " are lent, and " + pool.waiting()
                                + " callers wait"
                        : "the node " + failure);
        return last == null
                ? new EndpointUnavailableException(EndpointUnavailableException.Reason.TIMEOUT, why)
                : new EndpointUnavailableException(EndpointUnavailableException.Reason.TIMEOUT, why, last);
    }

    /** Somebody who waits, and where: in the line of a node, for as long as that is one to be asked. */
    private final class Waiter implements AutoCloseable {
        private final Endpoint endpoint;
        private final long nanos;
        private final long deadline;
        private final @Nullable Taker taker;
        private @Nullable NodePool at;
        private Line.@Nullable Place place;
        private @Nullable SQLException last;

        Waiter(Endpoint endpoint, long nanos, @Nullable Taker taker) {
            this.endpoint = endpoint;
            this.nanos = nanos;
            this.deadline = ticker.nanos() + nanos;
            this.taker = taker;
        }

        Connection await() throws SQLException {
            while (true) {
                checkOpen();
                Routes routes = cluster.routes();
                Standing to = where(routes);
                long left = deadline - ticker.nanos();
                if (to == null) {
                    close();
                    awaitOther(routes, endpoint, left);
                } else if (left <= 0) {
                    counts.refusal();
                    throw timeout(to, endpoint, nanos, last);
                } else if (isNext(to.pool(), left)) {
                    try {
                        return lend(routes, to, endpoint, left, taker);
                    } catch (SQLTransientConnectionException e) {
                        last = e;
                    }
                }
            }
        }

        /** It stays where it stands, unless nobody waits at the one that is chosen now. */
        private @Nullable Standing where(Routes routes) {
            Standing to = routes.pick(endpoint, choice);
            boolean hasLine = to != null && !to.pool().line().isEmpty();
            Standing here = hasLine && at != null ? routes.find(endpoint, at) : null;
            return here == null ? to : here;
        }

        private boolean isNext(NodePool pool, long left) throws SQLException {
            Line.Place mine = place;
            if (mine == null || at != pool) {
                close();
                mine = pool.line().join();
                place = mine;
                at = pool;
            }
            try {
                return mine.await(millis(left));
            } catch (InterruptedException e) {
                throw interrupted(endpoint, e);
            }
        }

        /** Leaves the line, if it stands in one. */
        @Override
        public void close() {
            Line.Place left = place;
            place = null;
            at = null;
            if (left != null) {
                left.close();
            }
        }
    }
}
