package dev.aside.bench.kit;

import dev.aside.cache.testkit.server.RedisServer;
import java.util.List;

/**
 * The Redis of a run, on a processor of its own where it was started here.
 *
 * @param server the server
 * @param cpus who runs where
 */
public record BoundRedis(RedisServer server, Cpus cpus) implements BoundServer {
    /**
     * Starts it, or takes the one that {@code -Daside.redis=host:port} gives.
     *
     * @return a server that serves, and holds nothing if it was started here
     */
    public static BoundRedis start() {
        RedisServer server = RedisServer.start();
        return new BoundRedis(server, Cpus.dividedWith(server));
    }

    /**
     * Starts it as {@link #start()} does, and leaves it on whichever processors it gets: where it is not asked while measured.
     *
     * @return a server that serves
     */
    public static BoundRedis startUnbound() {
        return new BoundRedis(RedisServer.start(), new Cpus(List.of(), -1));
    }

    @Override
    public String place() {
        return server.host() + ":" + server.port();
    }

    @Override
    public void forget() {
        String unused = server.command("FLUSHALL");
    }

    @Override
    public String described() {
        String info = String.valueOf(server.command("INFO", "server"));
        String version = info.lines()
                .filter(line -> line.startsWith("redis_version:"))
                .map(line -> line.substring(line.indexOf(':') + 1))
                .findFirst()
                .orElse("of unknown version");
        return "Redis " + version + ". " + cpus.where(server);
    }

    @Override
    public void close() {
        server.close();
    }
}
