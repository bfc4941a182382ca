package dev.aside.simulation.explore;

import dev.aside.simulation.control.Control;
import dev.aside.simulation.run.SmallCase;
import dev.aside.simulation.run.Subject;
import java.io.PrintWriter;
import java.util.List;
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
    private static final int MOST_DEVIATIONS = 12;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--seconds", description = "For how long to explore a case at most (default: ${DEFAULT-VALUE}).")
    private long seconds = 20;

    @Option(names = "--states", description = "How many states of a case at most (default: ${DEFAULT-VALUE}).")
    private long states = 5_000_000;

    @Option(names = "--case", description = "Only the cases in whose names this occurs.")
    private String only = "";

    @Option(names = "--controls", description = "Looks for each planted bug in place of what is shipped.")
    private boolean controls;

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
        return controls ? controls(out) : cases(out);
    }

    private List<SmallCase> chosen() {
        return Cases.all().stream().filter(small -> small.name().contains(only)).toList();
    }

    private int cases(PrintWriter out) {
        Tally tally = new Tally();
        for (SmallCase small : chosen()) {
            Explorer.Result result = Explorer.all(small, Subject.SHIPPED, states, nanos());
            tally.add(result);
            out.printf(
                    Locale.ROOT,
                    "%-9s %9d states %9d schedules  %s%n",
                    result.end(),
                    result.states(),
                    result.schedules(),
                    small.name());
            out.flush();
            if (result.isViolated()) {
                tell(out, Explorer.shortest(small, Subject.SHIPPED, MOST_DEVIATIONS, nanos()));
            }
        }
        out.println(tally);
        return tally.violations() == 0 ? 0 : 1;
    }

    private long nanos() {
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    private static void tell(PrintWriter out, Explorer.Result result) {
        result.violations().forEach(out::println);
        result.story().forEach(out::println);
    }

    private int controls(PrintWriter out) {
        int found = 0;
        List<Control> all = Control.all();
        for (Control control : all) {
            String where = where(control);
            found += where.isEmpty() ? 0 : 1;
            out.printf(Locale.ROOT, "%-9s %s%s%n", where.isEmpty() ? "NOT FOUND" : "found", control.name(), where);
            out.flush();
        }
        out.printf(Locale.ROOT, "exploration controls=%d found=%d%n", all.size(), found);
        return 0;
    }

    /** Returns where a planted bug is found, and how long its shortest story is; or nothing. */
    private String where(Control control) {
        for (SmallCase small : chosen()) {
            Explorer.Result any = Explorer.all(small, control.plant(), states, nanos());
            if (any.isViolated()) {
                Explorer.Result shortest = Explorer.shortest(small, control.plant(), MOST_DEVIATIONS, nanos());
                Explorer.Result told = shortest.isViolated() ? shortest : any;
                return " in: " + small.name() + " (" + told.story().size() + " lines)";
            }
        }
        return "";
    }
}
