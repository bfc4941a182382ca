package dev.aside.cache.memcached;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.testkit.server.MemcachedServer;
import dev.aside.cache.testkit.server.TestServer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Servers that a test starts for itself.
 *
 * @param servers the servers
 */
record Site(List<MemcachedServer> servers) implements AutoCloseable {

    static Site of(int nodes) {
        return new Site(Stream.generate(MemcachedServer::start).limit(nodes).toList());
    }

    static String address(TestServer server) {
        return server.host() + ":" + server.port();
    }

    /** Returns a backend whose nodes have names that say nothing of where they are. */
    MemcachedBackend backend() {
        MemcachedBackend.Builder builder = MemcachedBackend.builder();
        IntStream.range(0, servers.size()).forEach(i -> builder.node("node-" + i, address(servers.get(i))));
        return builder.build();
    }

    /** Waits until a backend has a connection to each. */
    static void await(MemcachedBackend backend, CacheRuntime runtime) {
        try (EntryStore store = backend.open(TestNode.spec("connect"), runtime)) {
            RealTime.await("connected", TestNode.PATIENCE, () -> TestNode.isReached(store));
        }
    }

    void restart() {
        servers.forEach(TestServer::restart);
    }

    @Override
    public void close() {
        servers.forEach(TestServer::close);
    }
}
