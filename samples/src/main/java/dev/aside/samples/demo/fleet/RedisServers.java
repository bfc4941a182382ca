package dev.aside.samples.demo.fleet;

import dev.aside.cache.testkit.server.RedisServer;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * A Redis server, and those that follow it.
 *
 * @param described what was started and what was given
 * @param writer the server
 * @param readers what follows it
 */
record RedisServers(String described, CacheServer writer, List<CacheServer> readers) implements CacheServers {

    /** Takes a server that is somebody else's. */
    static RedisServers given(InetSocketAddress address) {
        return new RedisServers("Redis as given", CacheServer.given("redis", address), List.of());
    }

    /** Starts a server with a replica. */
    static RedisServers start() {
        RedisServer redis =
                RedisServer.builder().config("maxmemory", "200mb").replicas(1).start();
        List<CacheServer> replicas = redis.replicas().stream()
                .map(replica -> CacheServer.started("replica", replica))
                .toList();
        return new RedisServers("Redis with a replica, started here", CacheServer.started("redis", redis), replicas);
    }

    @Override
    public List<CacheServer> writers() {
        return List.of(writer);
    }

    @Override
    public ServerCounts count(CacheServer server) {
        return new RedisCounts(server, readers.contains(server));
    }

    @Override
    public void close() {
        readers.forEach(CacheServer::close);
        writer.close();
    }
}
