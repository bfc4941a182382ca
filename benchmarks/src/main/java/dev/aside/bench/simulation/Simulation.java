package dev.aside.bench.simulation;

import dev.aside.bench.kit.LastLine;
import dev.aside.bench.kit.Neighbours;
import dev.aside.bench.kit.Question;
import dev.aside.bench.kit.Report;
import dev.aside.bench.kit.Versions;
import dev.aside.simulation.run.Subject;
import dev.aside.simulation.search.Search;
import dev.aside.simulation.search.Story;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Does the shipped engine keep its promises, and would the simulation notice if it did not? */
@Command(
        name = "simulation",
        description = "Broken promises of the shipped engine on simulated fleets, and of planted bugs.")
public final class Simulation extends Question {
    private static final String ASKS = """
            Does the shipped engine break a promise, on simulated fleets in which everything goes wrong that can? And are bugs found that are
            planted for this?

            A seed is a run: three to five nodes with the shipped engine, one to eight keys, at least a hundred operations, up to a dozen faults, all
            drawn from the seed. A planted bug is one rule of the store or decision of the engine that is wrong; each is looked for from the first
            seed on, with no hint. The median is over the bugs' medians, the worst over everything. No violation in n seeds says that fewer than 3/n
            of such seeds have one (95 %), under the simulated distribution and not one that a production has.""";

    private static final Path PAGE = Path.of("benchmarks", "results", "simulation.md");

    @Option(
            names = "--seconds",
            description = "How long the shipped engine is looked at (default: 600, with --quick 12).")
    private @Nullable Integer seconds;

    private final int threads = Runtime.getRuntime().availableProcessors();

    private long searchNanos() {
        int unasked = isQuick() ? 12 : 600;
        return TimeUnit.SECONDS.toNanos(seconds == null ? unasked : seconds);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Neighbours neighbours = Neighbours.watch();
        Runs runs = isQuick() ? new Runs() : Runs.read(PAGE);
        long from = runs.nextSeed();
        Search.Result shipped = Search.of(Subject.SHIPPED, from, Long.MAX_VALUE / 2, searchNanos(), threads);
        runs.add(from, shipped);
        tellFirst(shipped);
        Controls controls = isQuick() ? Controls.huntOnce(threads, endIn(28)) : Controls.hunt(7, threads, endIn(3_600));
        new Report("simulation", isQuick(), ASKS, Versions.of("aside"))
                .add(runs.table())
                .add(controls.table())
                .add(neighbours.seen())
                .end(lastLine(shipped, controls));
        return shipped.violations() == 0 && !controls.isOneMissed() ? 0 : 1;
    }

    private static long endIn(int seconds) {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    }

    private static void tellFirst(Search.Result shipped) {
        shipped.found()
                .forEach(hit -> System.out.println(
                        "seed " + hit.seed() + ": " + hit.found().violation()));
        if (!shipped.found().isEmpty()) {
            System.out.println(Story.smallest(shipped.found().get(0).found(), Subject.SHIPPED));
        }
    }

    private static LastLine lastLine(Search.Result shipped, Controls controls) {
        return new LastLine("simulation")
                .count("seeds", shipped.seeds())
                .count("operations", shipped.operations())
                .count("violations", shipped.violations())
                .count("planted", controls.planted())
                .count("not_found", controls.notFound())
                .count("median_seeds", Math.round(controls.median()))
                .count("worst_seeds", controls.worst())
                .count("seeds_per_s", shipped.seeds() * 1_000_000_000L / shipped.nanos());
    }
}
