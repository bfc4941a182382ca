package dev.aside.bench.simulation;

import dev.aside.bench.kit.LastLine;
import dev.aside.bench.kit.Neighbours;
import dev.aside.bench.kit.Report;
import dev.aside.bench.kit.Table;
import dev.aside.bench.kit.Versions;
import dev.aside.simulation.run.Subject;
import dev.aside.simulation.search.Search;
import dev.aside.simulation.search.Story;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Does the shipped engine keep its promises in simulated runs, and would these runs notice if it did not? */
@Command(
        name = "simulation",
        description = "Whether simulated runs break a promise of the shipped engine, and find every planted bug.")
public final class Promises implements Callable<Integer> {
    private static final String ASKS = """
            Does the shipped engine keep its promises in simulated runs, and would these runs notice if it did not?

            A seed is one run of 3 to 5 nodes, 1 to 8 keys, at least 100 operations and at most 6 faults, in one thread under virtual
            time, held against an oracle. A planted bug is the same engine and the same store with one rule wrong; its seeds are those
            that it took to break a promise, counted from the first.""";

    private static final Duration QUICK_SEARCH = Duration.ofSeconds(12);
    private static final Duration QUICK_HUNT = Duration.ofSeconds(30);
    private static final Duration SEARCH = Duration.ofMinutes(2);
    private static final Duration HUNT = Duration.ofMinutes(4);

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and end.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(names = "--quick", description = "A look within 50 s: fewer seeds. No record.")
    private boolean quick;

    @Override
    public Integer call() throws InterruptedException {
        int threads = Runtime.getRuntime().availableProcessors();
        Neighbours neighbours = Neighbours.watch();
        Totals before = Totals.soFar();
        Planted planted = Planted.hunt((quick ? QUICK_HUNT : HUNT).toNanos(), threads, System.err::println);
        long from = 1 + before.seeds(); // recorded runs never look at the same seeds again
        Search.Result shipped = Search.of(
                Subject.SHIPPED, from, Long.MAX_VALUE / 2, (quick ? QUICK_SEARCH : SEARCH).toNanos(), threads);
        report(planted, shipped, before, neighbours.seen());
        return shipped.violations() == 0 ? 0 : 1;
    }

    private void report(Planted planted, Search.Result shipped, Totals before, String neighbours) {
        Report report = new Report("simulation", quick, ASKS, Versions.of("aside"));
        report.add(table(planted));
        for (Search.Hit hit : shipped.found()) {
            report.add("Seed " + hit.seed() + ": " + hit.found().violation());
        }
        if (!shipped.found().isEmpty()) {
            report.add("```\n" + Story.of(shipped.found().get(0).found(), Subject.SHIPPED) + "```");
        }
        report.add(before.plus(shipped.seeds(), shipped.operations(), shipped.violations()));
        report.add(neighbours).end(lastLine(planted, shipped));
    }

    private static Table table(Planted planted) {
        Table table = new Table(List.of("planted bug", "rule", "seeds", "what it broke first"));
        for (Planted.Quarry one : planted.all()) {
            String broke = one.violation == null ? "nothing: not found" : one.violation.rule();
            table.row(List.of(one.control.name(), one.control.rule(), Long.toString(one.seeds), broke));
        }
        return table;
    }

    private static LastLine lastLine(Planted planted, Search.Result shipped) {
        List<Long> takes = planted.takes();
        return new LastLine("simulation")
                .count("seeds", shipped.seeds())
                .count("operations", shipped.operations())
                .count("violations", shipped.violations())
                .count("planted", planted.found())
                .count("planted_missed", takes.size() - planted.found())
                .count("median_seeds", takes.get(takes.size() / 2))
                .count("worst_seeds", takes.get(takes.size() - 1))
                .count("seeds_per_s", shipped.seeds() * 1_000_000_000L / Math.max(1, shipped.nanos()));
    }
}
