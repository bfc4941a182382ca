package dev.aside.bench.kit;

import dev.aside.cache.testkit.server.RedisServer;
import java.util.List;

/**
 * The Redis of a run, on a processor of its own where it was started here.
 *
 * @param server the server
 * @param cpus who runs where
 */
public record BoundRedis(RedisServer server, Cpus cpus) implements AutoCloseable {
    /**
     * Starts it, or takes the one that {@code -Daside.redis=host:port} gives.
     *
     * @return a server that serves, and holds nothing if it was started here
     */
    public static BoundRedis start() {
        RedisServer server = RedisServer.start();
        Cpus cpus = Cpus.divided();
        if (server.isStartedHere()) {
            cpus.bindServer(server.pid());
        }
        return new BoundRedis(server, cpus);
    }

    /**
     * Starts it as {@link #start()} does, and leaves it on whichever processors it gets: where it is not asked while measured.
     *
     * @return a server that serves
     */
    public static BoundRedis startUnbound() {
        return new BoundRedis(RedisServer.start(), new Cpus(List.of(), -1));
    }

    /**
     * Where it is.
     *
     * @return {@code host:port}
     */
    public String place() {
        return server.host() + ":" + server.port();
    }

    /** Forgets all that it holds, so that nobody finds what another has left. */
    public void forget() {
        String unused = server.command("FLUSHALL");
    }

    /**
     * Who the server is and where it runs.
     *
     * @return such as {@code Redis 7.0.15. Clients run on processor 0, the server on 1.}
     */
    public String described() {
        String info = String.valueOf(server.command("INFO", "server"));
        String version = info.lines()
                .filter(line -> line.startsWith("redis_version:"))
                .map(line -> line.substring(line.indexOf(':') + 1))
                .findFirst()
                .orElse("of unknown version");
        return "Redis " + version + ". " + (server.isStartedHere() ? cpus : "It was not started here.");
    }

    @Override
    public void close() {
        server.close();
    }
}
