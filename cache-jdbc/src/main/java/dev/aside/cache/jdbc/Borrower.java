package dev.aside.cache.jdbc;

import dev.aside.cache.route.Endpoint;
import dev.aside.cache.spi.Ticker;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Borrows a connection from whoever may answer; who waits for a node that has gone is sent to the one in its place. */
final class Borrower {

    /** How long one pool is waited for before it is looked whether it is still the right one. */
    private static final long SLICE_MILLIS = 100;

    private final Cluster cluster;
    private final Choice choice;
    private final Ticker ticker;
    private final Counts counts;

    Borrower(Cluster cluster, Choice choice, Counts counts, Ticker ticker) {
        this.cluster = cluster;
        this.choice = choice;
        this.counts = counts;
        this.ticker = ticker;
    }

    /** Somebody who is told whether the connection is to the writer. */
    interface Taker {
        void takes(boolean isWriter);
    }

    /** @param nanos how long to wait at most */
    Connection borrow(Endpoint endpoint, long nanos, @Nullable Taker taker) throws SQLException {
        Routes routes = cluster.routes();
        Standing to = routes.pick(endpoint, choice);
        if (to == null) {
            return wait(endpoint, nanos, taker);
        }
        try {
            Connection connection = to.pool().borrow(millis(nanos));
            taken(routes, to, endpoint, taker);
            return connection;
        } catch (SQLTransientConnectionException e) {
            return wait(endpoint, nanos - TimeUnit.MILLISECONDS.toNanos(SLICE_MILLIS), taker);
        }
    }

    private static long millis(long nanos) {
        return Math.max(1, Math.min(SLICE_MILLIS, TimeUnit.NANOSECONDS.toMillis(nanos)));
    }

    private void taken(Routes routes, Standing to, Endpoint endpoint, @Nullable Taker taker) {
        if (routes.readersAreWriter() && endpoint.equals(Endpoint.reader())) {
            counts.fallback();
        }
        if (taker != null) {
            taker.takes(to.isWriter());
        }
    }

    private Connection wait(Endpoint endpoint, long nanos, @Nullable Taker taker) throws SQLException {
        long deadline = ticker.nanos() + nanos;
        @Nullable SQLException last = null;
        while (true) {
            Routes routes = cluster.routes();
            Standing to = routes.pick(endpoint, choice);
            long left = deadline - ticker.nanos();
            if (to == null) {
                awaitOther(routes, endpoint, left);
            } else if (left <= 0) {
                counts.refusal();
                throw timeout(to, endpoint, nanos, last);
            } else {
                try {
                    Connection connection = to.pool().borrow(millis(left));
                    taken(routes, to, endpoint, taker);
                    return connection;
                } catch (SQLTransientConnectionException e) {
                    last = e;
                }
            }
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
            cluster.await(routes, left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for a connection to the " + endpoint, "08001", e);
        }
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
}
