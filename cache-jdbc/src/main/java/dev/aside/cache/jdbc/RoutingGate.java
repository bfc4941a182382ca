package dev.aside.cache.jdbc;

import dev.aside.cache.spi.Ticker;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Holds all traffic back while the nodes are changed by a plan: a switchover, an upgrade by a second database.
 *
 * <pre>{@code
 * RoutingGate gate = database.gate();
 * gate.hold(Duration.ofSeconds(5));       // nobody borrows; what is under way ends
 * promote();                              // by whatever means
 * gate.swap(List.of(DatabaseNode.of(newWriter), DatabaseNode.of(newReader)));
 * gate.release();
 * }</pre>
 *
 * <p>Whoever wants a connection meanwhile waits, for as long as it would wait for one anyway, and is then refused with {@link
 * EndpointUnavailableException.Reason#HELD}. What caches hold they go on answering.
 *
 * <p><b>Thread-safety:</b> safe for use by many threads.
 */
public final class RoutingGate {

    private static final long LOOK_NANOS = Duration.ofMillis(2).toNanos();

    private final Cluster cluster;
    private final Nodes nodes;
    private final Consumer<List<DatabaseNode>> swapper;
    private final Ticker ticker;

    /** @param swapper takes these nodes in place of all that there are */
    RoutingGate(Cluster cluster, Nodes nodes, Consumer<List<DatabaseNode>> swapper, Ticker ticker) {
        this.cluster = cluster;
        this.nodes = nodes;
        this.swapper = swapper;
        this.ticker = ticker;
    }

    /**
     * Lends no connection any more, and waits until those that are lent have come back.
     *
     * @param maxWait how long at most; zero or less does not wait
     * @return whether all have come back; if not, it is held all the same
     * @throws InterruptedException if the thread is interrupted while it waits; it is held all the same
     */
    public boolean hold(Duration maxWait) throws InterruptedException {
        long deadline = ticker.nanos() + Check.atMost(maxWait).toNanos();
        cluster.hold(true);
        while (nodes.lent() > 0) {
            if (deadline - ticker.nanos() <= 0) {
                return false;
            }
            cluster.await(cluster.routes(), LOOK_NANOS);
        }
        return true;
    }

    /**
     * Says which nodes there are from now on. Those that stay, by name and URL, keep their connections; what is under way on those that
     * leave is let end. What their writer knows is {@linkplain EndpointDataSource.Builder#discover found} beside them, and what their names
     * stand for is asked of the {@linkplain EndpointDataSource.Builder#resolver resolver} before this returns, where there is one.
     *
     * @param now all nodes; their roles they say themselves
     * @throws IllegalArgumentException if there is none, or a name is there twice
     * @throws IllegalStateException if the data source is closed
     */
    public void swap(Collection<DatabaseNode> now) {
        swapper.accept(distinct(now));
    }

    static List<DatabaseNode> distinct(Collection<DatabaseNode> some) {
        List<DatabaseNode> all = List.copyOf(Objects.requireNonNull(some, "nodes"));
        long names = all.stream().map(DatabaseNode::id).distinct().count();
        if (all.isEmpty() || names != all.size()) {
            throw new IllegalArgumentException(
                    "there is at least one node, and each name is there once, unlike in " + all);
        }
        return all;
    }

    /** Lends connections again. Who waits goes on. Does nothing if it is not held. */
    public void release() {
        cluster.hold(false);
    }
}
