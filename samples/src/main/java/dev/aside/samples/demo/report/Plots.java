package dev.aside.samples.demo.report;

import dev.aside.samples.demo.replay.Phase;
import dev.aside.samples.demo.replay.Sample;
import dev.aside.samples.demo.report.Series.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;

/** The four plots of the page. */
final class Plots {
    private static final List<Double> PERCENTILES = List.of(0.0, 50.0, 90.0, 99.0, 99.9, 99.99);
    private static final int PERCENTILE_STEPS = 160;
    private static final double LEAST_SECONDS = 0.15;
    // More would draw the machine's noise.
    private static final int MOST_POINTS = 50;

    private final Run run;

    Plots(Run run) {
        this.run = run;
    }

    String queriesPerSecond() {
        return overTime(
                "database queries per second",
                (from, to) -> to.queries().since(from.queries()).total() / (to.seconds() - from.seconds()));
    }

    String accessesPerSecond() {
        return overTime(
                "accesses per second",
                (from, to) -> (to.accesses() - from.accesses()) / (to.seconds() - from.seconds()));
    }

    String hitRatio() {
        List<Point> hits = course(run.with(), Plots::hitRatioBetween);
        double end = seconds(run.with());
        double least = hits.stream().mapToDouble(Point::y).reduce(run.reuse() * 100, Math::min);
        List<Point> reuse = List.of(new Point(0, run.reuse() * 100), new Point(end, run.reuse() * 100));
        return LineChart.draw(
                "hit ratio over time",
                Axis.span(end, Units::plain),
                Axis.linear(Math.floor(least / 20) * 20, 100, value -> Units.plain(value) + " %"),
                "seconds",
                List.of(new Series("the trace's own reuse", "reuse", reuse), Series.with(hits)));
    }

    String latency() {
        List<Point> without = percentiles(run.without());
        List<Point> with = percentiles(run.with());
        double least = Stream.concat(without.stream(), with.stream())
                .mapToDouble(Point::y)
                .min()
                .orElse(1);
        double most = Stream.concat(without.stream(), with.stream())
                .mapToDouble(Point::y)
                .max()
                .orElse(1);
        return LineChart.draw(
                "latency of a read by percentile",
                Axis.percentiles(PERCENTILES),
                Axis.logarithmic(least, most, Plots::nanos),
                "percentile of reads",
                List.of(Series.without(without), Series.with(with)));
    }

    private String overTime(String title, ToDoubleBiFunction<Sample, Sample> rate) {
        List<Point> without = course(run.without(), rate);
        List<Point> with = course(run.with(), rate);
        double most = Stream.concat(without.stream(), with.stream())
                .mapToDouble(Point::y)
                .reduce(1, Math::max);
        return LineChart.draw(
                title,
                Axis.span(Math.max(seconds(run.without()), seconds(run.with())), Units::plain),
                Axis.linear(0, most, Units::compact),
                "seconds",
                List.of(Series.without(without), Series.with(with)));
    }

    /** A point for each interval between samples. One too short, or without any value, is joined with the next. */
    private static List<Point> course(Phase phase, ToDoubleBiFunction<Sample, Sample> value) {
        List<Point> points = new ArrayList<>();
        double least = Math.min(seconds(phase) / 2, Math.max(LEAST_SECONDS, seconds(phase) / MOST_POINTS));
        Sample from = phase.samples().get(0);
        for (Sample to : phase.samples().subList(1, phase.samples().size())) {
            double y = to.seconds() - from.seconds() > least ? value.applyAsDouble(from, to) : Double.NaN;
            if (!Double.isNaN(y)) {
                points.add(new Point((from.seconds() + to.seconds()) / 2, y));
                from = to;
            }
        }
        return points;
    }

    private static double hitRatioBetween(Sample from, Sample to) {
        long reads = to.reads() - from.reads();
        long selects = to.queries().since(from.queries()).selects();
        return reads == 0 ? Double.NaN : 100 * Math.min(1, Math.max(0, 1 - (double) selects / reads));
    }

    private static List<Point> percentiles(Phase phase) {
        return Axis.percentileSteps(PERCENTILES.get(PERCENTILES.size() - 1), PERCENTILE_STEPS).stream()
                .map(at -> new Point(at, Math.max(1, phase.latencyAt(at).toNanos())))
                .toList();
    }

    private static double seconds(Phase phase) {
        return Math.max(1e-3, phase.elapsed().toNanos() / 1e9);
    }

    private static String nanos(double value) {
        if (value < 1e3) {
            return Units.plain(value) + " ns";
        }
        if (value < 1e6) {
            return Units.plain(value / 1e3) + " \u00b5s";
        }
        return value < 1e9 ? Units.plain(value / 1e6) + " ms" : Units.plain(value / 1e9) + " s";
    }
}
