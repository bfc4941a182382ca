package dev.aside.samples.demo.fleet;

import dev.aside.cache.testkit.server.PostgresServer;
import dev.aside.cache.testkit.server.RedisServer;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The servers of a run: those whose addresses were given, and otherwise some that are started here and end with the run. */
final class Servers implements AutoCloseable {
    private final @Nullable RedisServer redis;
    private final @Nullable PostgresServer postgres;
    private final InetSocketAddress master;
    private final String url;

    private Servers(
            @Nullable RedisServer redis, InetSocketAddress master, @Nullable PostgresServer postgres, String url) {
        this.redis = redis;
        this.master = master;
        this.postgres = postgres;
        this.url = url;
    }

    /**
     * Starts what is not given.
     *
     * @param givenRedis where Redis is, or null for one with a replica
     * @param givenUrl where the database is, or null for a PostgreSQL server
     */
    static Servers open(@Nullable InetSocketAddress givenRedis, @Nullable String givenUrl) {
        RedisServer redis = givenRedis == null
                ? RedisServer.builder().config("maxmemory", "200mb").replicas(1).start()
                : null;
        try {
            PostgresServer postgres = givenUrl == null
                    ? PostgresServer.builder().config("max_connections", "600").start()
                    : null;
            String url = postgres == null ? String.valueOf(givenUrl) : urlOf(postgres);
            return new Servers(redis, redis == null ? given(givenRedis) : redis.address(), postgres, url);
        } catch (RuntimeException e) {
            if (redis != null) {
                redis.close();
            }
            throw e;
        }
    }

    private static InetSocketAddress given(@Nullable InetSocketAddress address) {
        if (address == null) {
            throw new IllegalStateException("no Redis was given or started");
        }
        return address;
    }

    private static String urlOf(PostgresServer postgres) {
        return postgres.jdbcUrl() + "?user=" + postgres.user() + "&password=" + postgres.password();
    }

    /** Where the Redis server is that changes go to. */
    InetSocketAddress master() {
        return master;
    }

    /** The Redis server that was started here and may be harmed, or null. */
    @Nullable
    RedisServer redis() {
        return redis;
    }

    /** All Redis servers by their names. */
    List<RedisPlace> places() {
        List<RedisPlace> places = new ArrayList<>();
        places.add(new RedisPlace("redis", master, false));
        if (redis != null) {
            redis.replicas().forEach(replica -> places.add(new RedisPlace("replica", replica.address(), true)));
        }
        return places;
    }

    /** The Redis servers that follow the one that changes go to. */
    List<InetSocketAddress> readers() {
        return places().stream()
                .filter(RedisPlace::isReader)
                .map(RedisPlace::address)
                .toList();
    }

    /** A Redis server, what it is called in the report, and whether it follows another. */
    record RedisPlace(String name, InetSocketAddress address, boolean isReader) {}

    /** The database, with user and password in it. */
    String url() {
        return url;
    }

    /** Says what was started and what was given. */
    String described() {
        return (redis == null ? "Redis as given" : "Redis with a replica, started here") + "; "
                + (postgres == null ? "database as given" : "PostgreSQL, started here");
    }

    @Override
    public void close() {
        if (redis != null) {
            redis.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }
}
