package dev.aside.samples.demo.report;

import dev.aside.samples.demo.replay.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * One line of the table: a figure without Aside, and with it.
 *
 * @param name what it tells
 * @param without its value without Aside
 * @param with its value with Aside
 */
public record Figure(String name, String without, String with) {

    /**
     * Returns all figures of a run, in the order they are shown.
     *
     * @param run the run
     * @return the figures
     */
    public static List<Figure> of(Run run) {
        List<Figure> figures = new ArrayList<>();
        figures.add(both(run, "accesses replayed", phase -> Units.count(phase.accesses())));
        figures.add(both(run, "  of them writes", phase -> Units.count(phase.writes())));
        figures.add(new Figure(
                "hit ratio of reads", "none", Units.percent(run.with().hitRatio())));
        figures.add(new Figure("  the trace's own reuse", "", Units.percent(run.reuse())));
        figures.add(both(
                run, "database queries", phase -> Units.count(phase.queries().total())));
        figures.add(both(run, "  to read", phase -> Units.count(phase.queries().selects())));
        figures.add(both(run, "  to write", phase -> Units.count(phase.queries().updates())));
        figures.add(both(run, "  per 1,000 accesses", Figure::perThousand));
        if (run.sampled()) {
            figures.add(new Figure(
                    "  for the whole trace",
                    Units.count(run.queriesWithout()) + " (scaled)",
                    Units.count(run.with().queries().total())));
        }
        figures.add(both(run, "accesses per second", Figure::rate));
        figures.add(both(run, "p50 of a read", phase -> Units.time(phase.latencyAt(50))));
        figures.add(both(run, "p99 of a read", phase -> Units.time(phase.latencyAt(99))));
        figures.add(both(run, "oldest value served", phase -> Units.millis(phase.oldestServed())));
        figures.add(both(run, "wrong reads", phase -> Units.count(phase.wrongReads())));
        return figures;
    }

    /**
     * Draws all figures of a run for a console.
     *
     * @param run the run
     * @return the text, each line ended
     */
    public static String table(Run run) {
        Grid grid = new Grid(List.of("", "without Aside", "with Aside"));
        of(run).forEach(figure -> grid.add(List.of(figure.name, figure.without, figure.with)));
        return grid.draw();
    }

    private static Figure both(Run run, String name, Function<Phase, String> value) {
        return new Figure(name, value.apply(run.without()), value.apply(run.with()));
    }

    private static String perThousand(Phase phase) {
        return String.format(Locale.ROOT, "%,.1f", Run.perThousand(phase));
    }

    private static String rate(Phase phase) {
        Duration elapsed = phase.elapsed();
        return Units.count(Math.round(phase.accesses() / Math.max(1e-9, elapsed.toNanos() / 1e9)));
    }
}
