package dev.aside.bench.redisfaults;

import dev.aside.bench.kit.LastLine;
import dev.aside.bench.kit.Neighbours;
import dev.aside.bench.kit.Question;
import dev.aside.bench.kit.Report;
import dev.aside.bench.kit.Versions;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What does a caller see while Redis breaks? */
@Command(
        name = "redis-faults",
        description = "What callers see while Redis, or the way to it, breaks in 24 ways, and when it is used again.")
public final class RedisFaults extends Question {
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

    /** Held, because a logger that nobody holds forgets its level. What is logged of a server that breaks is not what is asked here. */
    private static final List<Logger> TALKERS = List.of(Logger.getLogger("io.lettuce"), Logger.getLogger("dev.aside"));

    @Option(names = "--only", split = ",", description = "Plays these rows alone: ${COMPLETION-CANDIDATES}. No record.")
    private List<Row> only = List.of();

    @Override
    public Integer call() {
        TALKERS.forEach(logger -> logger.setLevel(Level.OFF));
        boolean look = isQuick() || !only.isEmpty();
        Neighbours neighbours = Neighbours.watch();
        try (Pauses pauses = Pauses.watch()) {
            List<Row> rows = only.isEmpty() ? List.of(Row.values()) : only;
            List<Judgement> judged = new Plays(rows, isQuick()).judged(pauses);
            Report report = new Report("redis-faults", look, ASKS, Versions.of("aside", "lettuce", "jedis", "redisson"))
                    .add(Tables.of(judged));
            report.add(Peers.told(look)).add(machine(pauses, neighbours)).end(lastLine(judged));
            return 0;
        }
    }

    private static String machine(Pauses pauses, Neighbours neighbours) {
        return String.format(
                Locale.ROOT,
                "The machine's longest pause was %s ms. %s",
                Times.millis(pauses.longest()),
                neighbours.seen());
    }

    static LastLine lastLine(List<Judgement> judged) {
        return new LastLine("redis-faults")
                .count("rows", judged.size())
                .count("ok", judged.stream().filter(Judgement::isOk).count())
                .cost(
                        "worst_call_ms",
                        judged.stream()
                                        .mapToLong(one -> one.times().longest())
                                        .max()
                                        .orElse(0)
                                / 1e6)
                .count(
                        "stale",
                        judged.stream()
                                .mapToLong(one -> one.freshness().stale())
                                .sum());
    }
}
