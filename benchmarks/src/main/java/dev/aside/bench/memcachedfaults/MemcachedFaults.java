package dev.aside.bench.memcachedfaults;

import dev.aside.bench.faults.Faults;
import dev.aside.bench.faults.Peers;
import dev.aside.bench.faults.Row;
import dev.aside.bench.kit.Versions;
import dev.aside.bench.peers.MemcachedPeers;
import dev.aside.cache.testkit.server.MemcachedServer;
import dev.aside.cache.testkit.server.TestServer;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What does a caller see while Memcached breaks? */
@Command(
        name = "memcached-faults",
        description =
                "What callers see while Memcached, or the way to it, breaks in 29 ways, and when it is used again.")
public final class MemcachedFaults extends Faults {
    private static final String ASKS = """
            What does a caller see while Memcached, or the way to it, breaks?

            Each row is a real server of its own (or two, or one with little memory) and two nodes, each an `Aside` with two caches by the defaults,
            both in `BOUNDED(1s)`: one with a near tier and one without. A thread for each cache of each node reads and changes
            eight objects all the time, half of the changes by `put` with a writer and half by `invalidate`, while the fault is done and
            taken away again. The database is in memory, is always there, and knows the order of its commits.

            A read is stale if it misses a change that was acknowledged before it began, for longer than the mode allows: acknowledged by APPLIED, or
            by PENDING once the node has nothing pending any more. At the end all objects are read once more on both nodes, and must be what
            the database has. *Longest* is of all calls of the row, without the pauses of the machine, which threads measure that want to run every
            millisecond. *Behind the breaker* is the median, and what nine of ten take at most, of the calls that began while their cache knew that its
            server does not answer. *Used again* is from the end of the fault until each node has read something that a server answered, by a
            cache without a near tier.

            A row is ok if nothing is stale, no read got nothing, no exception is one that is not documented, no call took longer than the 100 ms of
            a step and 50 more, nine of ten behind the breaker less than 1 ms, the server was used again within 1 s (1.5 s where nobody was told
            that it was gone), nodes were built without it, near tiers answered at all, and neither a thread, nor a connection, nor a
            pending change is left.""";

    private static final Peers PEERS = new Peers(
            "The clients themselves, by their defaults: spymemcached waits 2.5 s, Folsom 3 s, XMemcached 5 s, on every call.",
            () -> MemcachedServer.start("-m", "64"),
            List.of(
                    new Peers.Client("spymemcached", server -> peers(server).plainSpymemcached()::get),
                    new Peers.Client("XMemcached", server -> peers(server).plainXmemcached()::get),
                    new Peers.Client("Folsom", server -> {
                        var client = peers(server).folsom();
                        return key -> client.get(key).toCompletableFuture().get();
                    })));

    @Option(names = "--only", split = ",", description = "Plays these rows alone: ${COMPLETION-CANDIDATES}. No record.")
    private List<MemcachedRow> only = List.of();

    /** A question that picocli fills. */
    public MemcachedFaults() {
        super("memcached-faults");
    }

    private static MemcachedPeers peers(TestServer server) {
        return new MemcachedPeers(server.host(), server.port());
    }

    @Override
    protected List<MemcachedRow> rows() {
        return List.of(MemcachedRow.values());
    }

    @Override
    protected List<MemcachedRow> only() {
        return only;
    }

    @Override
    protected Row first() {
        return MemcachedRow.KILL;
    }

    @Override
    protected String asks() {
        return ASKS;
    }

    @Override
    protected String versions() {
        return Versions.of("aside", "spymemcached", "xmemcached", "folsom");
    }

    @Override
    protected Peers peers() {
        return PEERS;
    }
}
