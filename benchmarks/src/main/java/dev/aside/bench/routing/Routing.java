package dev.aside.bench.routing;

import dev.aside.bench.kit.DotPlot;
import dev.aside.bench.kit.Neighbours;
import dev.aside.bench.kit.Question;
import dev.aside.bench.kit.Report;
import dev.aside.bench.kit.Samples;
import dev.aside.bench.kit.Spread;
import dev.aside.bench.kit.Table;
import dev.aside.bench.kit.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;

/** What does it cost to borrow a connection that is routed? */
@Command(
        name = "routing",
        description = "What borrowing a routed connection costs, beside HikariCP, Spring's proxy and the AWS wrapper.")
public final class Routing extends Question {
    private static final String ASKS = """
            What does it cost to borrow a connection that is routed to a reader, and to return it?

            Behind all pools is the stub of a driver whose calls cost next to nothing: pools, and what stands in front of them, are what is
            measured. *Borrow* is `getConnection()` and `close()`: ours within a scope that asks for a reader and is open already, HikariCP's of
            one pool to the reader, the wrapper's of a connection that has not been told what for. *Read* also makes one statement; ours in
            the same scope, the others, and ours beside them, by `setReadOnly(true)` first. The wrapper has its plugin `srw` alone, in a pool
            and over pools of its own. Each subject runs in a JVM of its own; a round is every subject once at every point, neighbours in
            time. Times are medians of the rounds with their spread in brackets; a ratio is a peer's time divided by ours within one round;
            `vs_aws` is of the faster one of both. `alloc_b` is what ours allocates in a scope above HikariCP's own.""";

    @Override
    public Integer call() {
        Plan plan = isQuick() ? Plan.quick() : Plan.full();
        Neighbours neighbours = Neighbours.watch();
        Map<Act, Samples> samples = plan.run(System.err::println);
        Report report = new Report("routing", isQuick(), ASKS, versions());
        for (Act act : Act.values()) {
            report.add(times(plan, act, Objects.requireNonNull(samples.get(act))));
        }
        Verdicts verdicts = Verdicts.of(samples, plan.onlyNamed());
        report.add(verdicts.board());
        if (!isQuick()) {
            report.plot(plot(plan, Objects.requireNonNull(samples.get(Act.BORROW))));
        }
        report.add(neighbours.seen()).end(verdicts.lastLine());
        return 0;
    }

    private static Table times(Plan plan, Act act, Samples samples) {
        List<String> header = new ArrayList<>(List.of(act.label() + ", ns"));
        header.addAll(samples.points());
        header.add("B");
        Table table = new Table(header);
        for (Subject subject : plan.doing(act)) {
            List<String> row = new ArrayList<>(List.of(subject.label()));
            nanos(samples, subject).forEach(time -> row.add(time.full(1)));
            row.add(samples.bytes(subject.name()).text(2));
            table.row(row);
        }
        return table;
    }

    private static DotPlot plot(Plan plan, Samples samples) {
        List<DotPlot.Row> rows = plan.doing(Act.BORROW).stream()
                .map(subject -> new DotPlot.Row(subject.label(), nanos(samples, subject)))
                .toList();
        return new DotPlot("A borrow and return", "ns", samples.points(), rows);
    }

    private static List<Spread> nanos(Samples samples, Subject subject) {
        return samples.points().stream()
                .map(point -> samples.nanos(point, subject.name()))
                .toList();
    }

    private static String versions() {
        return Versions.of("aside", "hikaricp", "spring", "aws-advanced-jdbc-wrapper", "jmh");
    }
}
