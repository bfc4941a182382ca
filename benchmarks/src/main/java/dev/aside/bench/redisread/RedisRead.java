package dev.aside.bench.redisread;

import dev.aside.bench.farread.FarRead;
import dev.aside.bench.farread.Judged;
import dev.aside.bench.kit.BoundRedis;
import dev.aside.bench.kit.BoundServer;
import dev.aside.bench.kit.Rounds;
import dev.aside.bench.kit.Versions;
import java.util.List;
import picocli.CommandLine.Command;

/** What does a read of the far tier cost? */
@Command(
        name = "redis-read",
        description = "What a read of Redis costs, against its clients and what is built on them.")
public final class RedisRead extends FarRead<Subject> {
    private static final String ASKS = """
            What does a read of the far tier cost on Redis, against its clients and what is built on them?

            10,000 keys of 21 characters with values of 100, asked for by a Zipf law of exponent 0.99; everybody finds every key. Aside runs by its
            defaults with `nearTier(false)`, so that each read is a read of the server, and checks with it that the cache was not
            cleared. Lettuce has one connection, Jedis a pool of eight; `getAll(100)` is 100 pipelined gets for Lettuce, and one command for
            Jedis, Redisson and JetCache.""";

    /** A question that picocli fills. */
    public RedisRead() {
        super("redis-read", "A read of Redis", Clients.CHILD);
    }

    @Override
    protected BoundServer server() {
        return BoundRedis.start();
    }

    @Override
    protected List<Subject> subjects() {
        return isQuick() ? Subject.named() : Subject.all();
    }

    @Override
    protected String asks() {
        return ASKS;
    }

    @Override
    protected String versions() {
        return Versions.of("aside", "lettuce", "jedis", "redisson", "spring-data-redis", "jetcache");
    }

    @Override
    protected Judged judged(Rounds<Subject> rounds) {
        return new Verdicts(rounds);
    }
}
