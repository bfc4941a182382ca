package dev.aside.samples.demo.fleet;

import dev.aside.cache.testkit.proxy.FaultProxy;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * How each node reaches each cache server: directly, or through a proxy of its own where the network is to be broken. A node
 * knows the proxy only, as it would know a name, and so finds whatever is behind it when it connects again.
 */
final class Roads implements AutoCloseable {
    private final List<CacheServer> servers;
    private final List<List<FaultProxy>> proxies = new ArrayList<>();

    Roads(List<CacheServer> servers, int nodes, boolean breakable) {
        this.servers = List.copyOf(servers);
        for (int node = 0; breakable && node < nodes; node++) {
            proxies.add(servers.stream()
                    .map(server -> FaultProxy.bytes(server.address()))
                    .toList());
        }
    }

    /** Returns where a node finds each server. */
    List<InetSocketAddress> addresses(int node) {
        return proxies.isEmpty()
                ? servers.stream().map(CacheServer::address).toList()
                : proxies.get(node).stream().map(FaultProxy::address).toList();
    }

    /** Returns the proxies of a node, one for each server. There are some only where the network is to be broken. */
    List<FaultProxy> of(int node) {
        return proxies.get(node);
    }

    /** Lets whoever connects to a server from now on find it where it is now. */
    void findAgain(int server) {
        proxies.forEach(node -> node.get(server).to(servers.get(server).address()));
    }

    @Override
    public void close() {
        proxies.forEach(node -> node.forEach(FaultProxy::close));
    }
}
