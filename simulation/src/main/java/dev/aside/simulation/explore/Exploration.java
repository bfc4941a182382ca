package dev.aside.simulation.explore;

import dev.aside.simulation.run.SmallCase;
import dev.aside.simulation.run.Subject;
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

/** Explores the small cases, and says how much of each it has seen. */
@Command(
        name = "exploration",
        mixinStandardHelpOptions = true,
        description = "Tries every order of what can happen in a few small cases.")
public final class Exploration implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--seconds", description = "For how long to explore a case at most (default: ${DEFAULT-VALUE}).")
    private long seconds = 20;

    @Option(names = "--states", description = "How many states of a case at most (default: ${DEFAULT-VALUE}).")
    private long states = 5_000_000;

    @Option(names = "--case", description = "Only the cases in whose names this occurs.")
    private String only = "";

    /** Creates the command. */
    public Exploration() {}

    /**
     * Runs it.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Exploration()).execute(arguments));
    }

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("called without a command line");
        }
        PrintWriter out = spec.commandLine().getOut();
        int cases = 0;
        int violated = 0;
        int cut = 0;
        long allStates = 0;
        long schedules = 0;
        for (SmallCase small : Cases.all()) {
            if (!small.name().contains(only)) {
                continue;
            }
            Explorer.Result result = Explorer.all(small, Subject.SHIPPED, states, TimeUnit.SECONDS.toNanos(seconds));
            cases++;
            allStates += result.states();
            schedules += result.schedules();
            violated += result.violations().isEmpty() ? 0 : 1;
            cut += result.whole() || !result.violations().isEmpty() ? 0 : 1;
            tell(out, small, result);
        }
        out.printf(
                Locale.ROOT,
                "exploration cases=%d states=%d schedules=%d violations=%d cut_off=%d%n",
                cases,
                allStates,
                schedules,
                violated,
                cut);
        return violated == 0 ? 0 : 1;
    }

    private static void tell(PrintWriter out, SmallCase small, Explorer.Result result) {
        String end = result.violations().isEmpty() ? (result.whole() ? "all of it" : "CUT OFF") : "VIOLATED";
        out.printf(
                Locale.ROOT,
                "%-9s %9d states %9d schedules  %s%n",
                end,
                result.states(),
                result.schedules(),
                small.name());
        result.violations().forEach(out::println);
        result.story()
                .forEach(line ->
                        out.printf(Locale.ROOT, "%10.2f ms  %-9s %s%n", line.nanos() / 1e6, line.who(), line.what()));
        out.flush();
    }
}
