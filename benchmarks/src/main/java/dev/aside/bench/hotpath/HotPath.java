package dev.aside.bench.hotpath;

import dev.aside.bench.kit.BoundRedis;
import dev.aside.bench.kit.DotPlot;
import dev.aside.bench.kit.LastLine;
import dev.aside.bench.kit.LockWatch;
import dev.aside.bench.kit.Neighbours;
import dev.aside.bench.kit.Question;
import dev.aside.bench.kit.Report;
import dev.aside.bench.kit.Samples;
import dev.aside.bench.kit.Spread;
import dev.aside.bench.kit.Table;
import dev.aside.bench.kit.Versions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What does a hit in the near tier cost, with expiry and statistics on? */
@Command(
        name = "hot-path",
        description = "What a near hit with expiry and statistics costs, against caches and caching frameworks.")
public final class HotPath extends Question {
    private static final String ASKS = """
            What does a hit in the near tier cost, with expiry and statistics on, against bare caches and caching frameworks?

            Keys are strings of 21 characters, asked for by a Zipf law of exponent 0.99; every cache is bounded by twice the keys and holds
            them all. Each subject runs in a JVM of its own; a round is every subject once at every point, neighbours in time. Times are
            medians of the rounds with their spread in brackets; a ratio is a peer's time divided by ours within one round.""";

    private static final String BEHIND = """


            Aside has a Redis behind its near tier: a hit also makes sure that the server's word on what has changed is still to be relied
            on. The peers have none.""";

    @Option(names = "--jfr", description = "Only count how often a hit waited for a monitor or was parked.")
    private boolean locksOnly;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            defaultValue = "embedded",
            description = "What is behind our near tier: embedded (nothing), or redis. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private Backend backend;

    /** What is behind our near tier. Written in lower case. */
    enum Backend {
        embedded,
        redis
    }

    @Override
    public Integer call() throws InterruptedException {
        if (backend == Backend.embedded) {
            measure("");
            return 0;
        }
        try (BoundRedis redis = BoundRedis.startUnbound()) {
            measure(redis.place());
        }
        return 0;
    }

    private void measure(String redis) throws InterruptedException {
        if (locksOnly) {
            System.out.println(locks(redis));
            return;
        }
        Plan plan = isQuick() ? Plan.quick(redis) : Plan.full(redis);
        Neighbours neighbours = Neighbours.watch();
        Samples samples = plan.run(System.err::println);
        report(plan, samples, neighbours.seen());
    }

    private Report report() {
        return backend == Backend.embedded
                ? new Report("hot-path", isQuick(), ASKS, versions())
                : new Report("hot-path-redis", "hot-path --backend redis", isQuick(), ASKS + BEHIND, versions());
    }

    private LastLine begun() {
        LastLine line = new LastLine("hot-path");
        return backend == Backend.embedded ? line : line.word("backend", backend.name());
    }

    private void report(Plan plan, Samples samples, String neighbours) throws InterruptedException {
        Report report = report();
        Verdicts verdicts = Verdicts.of(samples, plan.subjects());
        report.add(times(plan, samples)).add(verdicts.board());
        if (!isQuick()) {
            report.add("A hit under the flight recorder, no threshold, 2 threads: " + locks(plan.redis()) + ".");
            report.plot(plot(plan, samples));
        }
        report.add(neighbours).end(verdicts.lastLine(begun()));
    }

    private static LockWatch locks(String redis) throws InterruptedException {
        return Locks.watch(Subject.ASIDE, redis, Duration.ofSeconds(2), Duration.ofSeconds(5));
    }

    private static Table times(Plan plan, Samples samples) {
        List<String> header = new ArrayList<>(List.of("ns per hit"));
        header.addAll(samples.points());
        header.add("B per hit");
        Table table = new Table(header);
        for (Subject subject : plan.subjects()) {
            List<String> row = new ArrayList<>(List.of(subject.label()));
            nanos(samples, subject).forEach(time -> row.add(time.full(1)));
            row.add(samples.bytes(subject.name()).text(2));
            table.row(row);
        }
        return table;
    }

    private static DotPlot plot(Plan plan, Samples samples) {
        List<DotPlot.Row> rows = plan.subjects().stream()
                .map(subject -> new DotPlot.Row(subject.label(), nanos(samples, subject)))
                .toList();
        return new DotPlot("A near hit", "ns per hit", samples.points(), rows);
    }

    private static List<Spread> nanos(Samples samples, Subject subject) {
        return samples.points().stream()
                .map(point -> samples.nanos(point, subject.name()))
                .toList();
    }

    private static String versions() {
        return Versions.of("aside", "caffeine", "cache2k", "guava", "ehcache", "jetcache", "spring", "jmh");
    }
}
