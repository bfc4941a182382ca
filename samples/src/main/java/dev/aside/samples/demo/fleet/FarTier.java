package dev.aside.samples.demo.fleet;

import dev.aside.cache.Consistency;
import dev.aside.cache.memcached.MemcachedBackend;
import dev.aside.cache.redis.RedisBackend;
import dev.aside.cache.spi.CacheBackend;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What kind of servers the nodes share: how some are opened, and how a node's cache reaches them. */
public enum FarTier {
    /** A Redis server, with replicas that answer reads. */
    REDIS {
        @Override
        CacheServers open(@Nullable InetSocketAddress given) {
            return given == null ? RedisServers.start() : RedisServers.given(given);
        }

        @Override
        CacheBackend backend(String keyPrefix, List<String> servers, List<String> readers) {
            RedisBackend.Builder redis =
                    RedisBackend.builder().uri("redis://" + servers.get(0)).keyPrefix(keyPrefix);
            readers.forEach(reader -> redis.reader("redis://" + reader));
            return redis.build();
        }

        @Override
        public boolean pushes() {
            return true;
        }

        @Override
        CacheBackend example() {
            return RedisBackend.of("redis://localhost");
        }
    },
    /** Memcached servers, each of which has its part of the slots. */
    MEMCACHED {
        @Override
        CacheServers open(@Nullable InetSocketAddress given) {
            if (given != null) {
                throw new IllegalArgumentException("Memcached servers are started here");
            }
            return MemcachedServers.start();
        }

        @Override
        CacheBackend backend(String keyPrefix, List<String> servers, List<String> readers) {
            MemcachedBackend.Builder memcached = MemcachedBackend.builder().keyPrefix(keyPrefix);
            for (int server = 0; server < servers.size(); server++) {
                memcached.node(MemcachedServers.name(server), servers.get(server));
            }
            return memcached.build();
        }

        @Override
        public boolean pushes() {
            return false;
        }

        @Override
        CacheBackend example() {
            return MemcachedBackend.of("localhost:11211");
        }
    };

    /**
     * Returns what caches on such servers can promise, as their backend says it. Connects to nothing.
     *
     * @return the modes
     */
    public Set<Consistency.Mode> modes() {
        try (CacheBackend backend = example()) {
            return backend.modes();
        }
    }

    /**
     * Returns whether such servers tell what has changed, so that caches on them have a near tier by default.
     *
     * @return whether they do
     */
    public abstract boolean pushes();

    /**
     * Opens the servers of a run.
     *
     * @param given where one is, or null to start some
     */
    abstract CacheServers open(@Nullable InetSocketAddress given);

    /**
     * Makes the backend of a node.
     *
     * @param keyPrefix what the run's keys begin with
     * @param servers where changes go to
     * @param readers where servers are that follow those
     */
    abstract CacheBackend backend(String keyPrefix, List<String> servers, List<String> readers);

    /** Makes a backend that is asked what it can do, and never opened. */
    abstract CacheBackend example();
}
