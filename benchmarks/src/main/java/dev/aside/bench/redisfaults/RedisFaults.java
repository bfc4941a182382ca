package dev.aside.bench.redisfaults;

import dev.aside.bench.faults.Faults;
import dev.aside.bench.faults.Peers;
import dev.aside.bench.faults.Row;
import dev.aside.bench.kit.Versions;
import dev.aside.bench.peers.RedisPeers;
import dev.aside.cache.testkit.server.RedisServer;
import dev.aside.cache.testkit.server.TestServer;
import java.util.List;
import org.redisson.api.RedissonClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What does a caller see while Redis breaks? */
@Command(
        name = "redis-faults",
        description = "What callers see while Redis, or the way to it, breaks in 24 ways, and when it is used again.")
public final class RedisFaults extends Faults {
    private static final String ASKS = """
            What does a caller see while Redis, or the way to it, breaks?

            Each row is a real server of its own (or a writer and its replica, or one with TLS, or with users) and two nodes, each an `Aside`
            with three caches by the defaults: one with a near tier and one without in `BOUNDED(1s)`, and one in `STRICT`. A thread for each cache
            of each node reads and changes eight objects all the time, half of the changes by `put` with a writer and half by `invalidate`, while
            the fault is done and taken away again. The database is in memory, is always there, and knows the order of its commits.

            A read is stale if it misses a change that was acknowledged before it began, for longer than the mode allows: acknowledged by APPLIED, or
            by PENDING once the node has nothing pending any more. At the end all objects are read once more on both nodes, and must be what
            the database has. *Longest* is of all calls of the row, without the pauses of the machine, which threads measure that want to run every
            millisecond. *Behind the breaker* is the median, and what nine of ten take at most, of the calls that began while their cache knew that its
            server does not answer. *Used again* is from the end of the fault until each node has read something that a server answered, by a
            cache without a near tier.

            A row is ok if nothing is stale, no read got nothing, no exception is one that is not documented, no call took longer than the 100 ms of
            a step and 50 more, nine of ten behind the breaker less than 1 ms, the server was used again within 1 s (1.5 s where nobody was told
            that it was gone), nodes were built without it, near tiers answered at all, and neither a thread, nor a connection, nor a
            pending change is left. What is lost with the server is not promised in `STRICT`, and stands beside.""";

    private static final Peers PEERS = new Peers(
            "The clients themselves, by their defaults: Lettuce waits 60 s, Redisson 20 s, Jedis 4 s, on every call.",
            () -> RedisServer.builder().config("timeout", "0").start(),
            List.of(
                    new Peers.Client(
                            "Lettuce", server -> peers(server).lettuce().sync()::get),
                    new Peers.Client("Jedis", server -> peers(server).jedis()::get),
                    new Peers.Client("Redisson", server -> {
                        RedissonClient client = peers(server).redisson();
                        return key -> client.<String>getBucket(key).get();
                    })));

    @Option(names = "--only", split = ",", description = "Plays these rows alone: ${COMPLETION-CANDIDATES}. No record.")
    private List<RedisRow> only = List.of();

    /** A question that picocli fills. */
    public RedisFaults() {
        super("redis-faults");
    }

    private static RedisPeers peers(TestServer server) {
        return new RedisPeers(server.host(), server.port());
    }

    @Override
    protected List<RedisRow> rows() {
        return List.of(RedisRow.values());
    }

    @Override
    protected List<RedisRow> only() {
        return only;
    }

    @Override
    protected Row first() {
        return RedisRow.KILL;
    }

    @Override
    protected String asks() {
        return ASKS;
    }

    @Override
    protected String versions() {
        return Versions.of("aside", "lettuce", "jedis", "redisson");
    }

    @Override
    protected Peers peers() {
        return PEERS;
    }
}
