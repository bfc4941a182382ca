package dev.aside.bench.kit;

import dev.aside.cache.testkit.server.MemcachedServer;

/**
 * The Memcached of a run, on a processor of its own where it was started here.
 *
 * @param server the server
 * @param cpus who runs where
 */
public record BoundMemcached(MemcachedServer server, Cpus cpus) implements BoundServer {
    /**
     * Starts it, or takes the one that {@code -Daside.memcached=host:port} gives.
     *
     * @return a server that serves, and holds nothing if it was started here
     */
    public static BoundMemcached start() {
        MemcachedServer server = MemcachedServer.start();
        return new BoundMemcached(server, Cpus.dividedWith(server));
    }

    @Override
    public String place() {
        return server.host() + ":" + server.port();
    }

    @Override
    public void forget() {
        try (MemcachedTalk talk = new MemcachedTalk(server)) {
            talk.flush();
        }
    }

    @Override
    public String described() {
        try (MemcachedTalk talk = new MemcachedTalk(server)) {
            return "Memcached " + talk.version() + ". " + cpus.where(server);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
