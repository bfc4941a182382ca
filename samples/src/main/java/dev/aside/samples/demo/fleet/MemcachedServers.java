package dev.aside.samples.demo.fleet;

import dev.aside.cache.testkit.server.MemcachedServer;
import java.util.ArrayList;
import java.util.List;

/**
 * Memcached servers, each of which has its part of the slots.
 *
 * @param writers the servers
 */
record MemcachedServers(List<CacheServer> writers) implements CacheServers {
    private static final int SERVERS = 3;

    /** Starts them. */
    static MemcachedServers start() {
        List<CacheServer> started = new ArrayList<>();
        try {
            for (int server = 0; server < SERVERS; server++) {
                // Room for all rows, so that no fence is forgotten for want of it.
                started.add(CacheServer.replaceable(name(server), () -> MemcachedServer.start("-m", "128")));
            }
            return new MemcachedServers(List.copyOf(started));
        } catch (RuntimeException e) {
            started.forEach(CacheServer::close);
            throw e;
        }
    }

    /** What a server is called, by which slots find it, whatever is behind the name. */
    static String name(int server) {
        return "memcached-" + (server + 1);
    }

    @Override
    public String described() {
        return writers.size() + " Memcached servers, started here";
    }

    @Override
    public List<CacheServer> readers() {
        return List.of();
    }

    @Override
    public ServerCounts count(CacheServer server) {
        return new MemcachedCounts(server);
    }

    @Override
    public void close() {
        writers.forEach(CacheServer::close);
    }
}
