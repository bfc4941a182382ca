package dev.aside.samples.demo.fleet;

import dev.aside.cache.testkit.proxy.FaultProxy;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How each node reaches Redis: directly, or through a proxy of its own where the network is to be broken. */
final class Roads implements AutoCloseable {
    private final List<FaultProxy> proxies = new ArrayList<>();
    private final List<InetSocketAddress> addresses;

    Roads(InetSocketAddress server, int nodes, boolean breakable) {
        for (int node = 0; breakable && node < nodes; node++) {
            proxies.add(FaultProxy.bytes(server));
        }
        this.addresses =
                breakable ? proxies.stream().map(FaultProxy::address).toList() : Collections.nCopies(nodes, server);
    }

    /** Returns where each node finds Redis. */
    List<InetSocketAddress> addresses() {
        return addresses;
    }

    /** Returns the proxy of a node. There is one only where the network is to be broken. */
    FaultProxy of(int node) {
        return proxies.get(node);
    }

    @Override
    public void close() {
        proxies.forEach(FaultProxy::close);
    }
}
