package dev.aside.simulation;

import dev.aside.simulation.run.Subject;
import dev.aside.simulation.search.Found;
import dev.aside.simulation.search.Search;
import dev.aside.simulation.search.Seeds;
import dev.aside.simulation.search.Story;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Searches the shipped engine for broken promises. */
@Command(
        name = "simulation",
        mixinStandardHelpOptions = true,
        description = "Runs the shipped engine under one seeded scheduler and holds it against what it promises.")
public final class Simulation implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--seeds", description = "How many seeds to run at most (default: ${DEFAULT-VALUE}).")
    private long seeds = 10_000;

    @Option(names = "--seconds", description = "For how long to run at most (default: ${DEFAULT-VALUE}).")
    private long seconds = 60;

    @Option(names = "--from", description = "The first seed (default: ${DEFAULT-VALUE}).")
    private long from = 1;

    @Option(names = "--seed", description = "Replays this one seed, and tells its story whatever comes of it.")
    private @Nullable Long seed;

    @Option(
            names = "--whole",
            description = "Tells the whole story of a seed in place of the smallest that fails alike.")
    private boolean whole;

    @Option(names = "--threads", description = "On how many threads (default: one for each core).")
    private int threads = Runtime.getRuntime().availableProcessors();

    /** Creates the command. */
    public Simulation() {}

    /**
     * Runs it.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Simulation()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        if (spec == null) {
            throw new IllegalStateException("called without a command line");
        }
        PrintWriter out = spec.commandLine().getOut();
        return seed == null ? search(out) : replay(out, seed);
    }

    private int search(PrintWriter out) throws InterruptedException {
        Search.Result result = Search.of(Subject.SHIPPED, from, seeds, TimeUnit.SECONDS.toNanos(seconds), threads);
        for (Search.Hit hit : result.found()) {
            out.println("seed " + hit.seed() + ": " + hit.found().violation() + " ("
                    + hit.found().plan().setting() + ")");
        }
        if (!result.found().isEmpty()) {
            tell(out, result.found().get(0).found());
        }
        out.printf(
                Locale.ROOT,
                "simulation seeds=%d operations=%d violations=%d seeds_per_s=%.0f%n",
                result.seeds(),
                result.operations(),
                result.violations(),
                result.seeds() * 1e9 / result.nanos());
        return result.violations() == 0 ? 0 : 1;
    }

    private int replay(PrintWriter out, long seed) {
        Found found = Seeds.find(seed, Subject.SHIPPED);
        if (found != null) {
            tell(out, found);
            return 1;
        }
        Seeds.run(seed, Subject.SHIPPED, /* told= */ true).story().forEach(out::println);
        out.println("seed " + seed + " breaks no promise");
        return 0;
    }

    private void tell(PrintWriter out, Found found) {
        out.println(whole ? Story.of(found, Subject.SHIPPED) : Story.smallest(found, Subject.SHIPPED));
    }
}
