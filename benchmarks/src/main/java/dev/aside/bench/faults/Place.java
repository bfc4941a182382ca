package dev.aside.bench.faults;

import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.TestServer;
import java.util.List;

/** The servers of a row, and the way of each node to them. All of it is the row's own. */
public interface Place extends AutoCloseable {
    /** How many nodes there are. */
    int NODES = 2;

    /**
     * Makes what leads a node to the servers.
     *
     * @param node which, counted from 0
     * @return its backend
     */
    CacheBackend backend(int node);

    /**
     * The server that all changes go to.
     *
     * @return the server
     */
    TestServer server();

    /**
     * The way of each node.
     *
     * @return the ways, in the order of the nodes
     */
    List<FaultProxy> ways();

    /**
     * The way of the node whose way alone is at fault where not all are.
     *
     * @return the last way
     */
    default FaultProxy lastWay() {
        return ways().get(NODES - 1);
    }

    /**
     * How many connections nodes have open.
     *
     * @return connections
     */
    default int connections() {
        return ways().stream().mapToInt(FaultProxy::openConnections).sum();
    }

    @Override
    void close();
}
