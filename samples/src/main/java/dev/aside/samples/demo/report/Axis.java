package dev.aside.samples.demo.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;

/**
 * One axis of a plot.
 *
 * @param place where a value lies, from 0 (begin) to 1 (end)
 * @param ticks values to mark, each with its label
 */
record Axis(DoubleUnaryOperator place, Map<Double, String> ticks) {
    private static final int TICKS = 5;

    /** Even steps between two values, ticks at round numbers; the end moves out to the next tick. */
    static Axis linear(double from, double to, DoubleFunction<String> label) {
        double step = roundStep((to - from) / TICKS);
        double end = from + step * Math.max(1, Math.ceil((to - from) / step - 1e-9));
        Map<Double, String> ticks = new TreeMap<>();
        for (int i = 0; from + i * step <= end + step / 2; i++) {
            ticks.put(from + i * step, label.apply(from + i * step));
        }
        return new Axis(value -> (value - from) / (end - from), ticks);
    }

    /** Even steps between two values, ticks within them only: the curve reaches the end of the plot. */
    static Axis span(double to, DoubleFunction<String> label) {
        double step = roundStep(to / TICKS);
        Map<Double, String> ticks = new TreeMap<>();
        for (int i = 0; i * step <= to; i++) {
            ticks.put(i * step, label.apply(i * step));
        }
        return new Axis(value -> value / to, ticks);
    }

    /** Each power of ten as far as the next. */
    static Axis logarithmic(double from, double to, DoubleFunction<String> label) {
        int low = (int) Math.floor(Math.log10(from));
        int high = Math.max(low + 1, (int) Math.ceil(Math.log10(to)));
        Map<Double, String> ticks = new TreeMap<>();
        for (int power = low; power <= high; power++) {
            ticks.put(Math.pow(10, power), label.apply(Math.pow(10, power)));
        }
        return new Axis(value -> (Math.log10(value) - low) / (high - low), ticks);
    }

    /** Percentiles, each nine after the last as far as the next: the slow reads get the room they deserve. */
    static Axis percentiles(List<Double> marked) {
        double end = nines(marked.get(marked.size() - 1));
        Map<Double, String> ticks = new TreeMap<>();
        marked.forEach(percentile -> ticks.put(percentile, Units.plain(percentile)));
        return new Axis(percentile -> nines(percentile) / end, ticks);
    }

    /** Percentiles from 0 to the last mark, evenly placed on that axis. */
    static List<Double> percentileSteps(double last, int count) {
        List<Double> steps = new ArrayList<>();
        for (int i = 0; i <= count; i++) {
            steps.add(100 * (1 - Math.pow(10, -nines(last) * i / count)));
        }
        return steps;
    }

    private static double nines(double percentile) {
        return -Math.log10(1 - percentile / 100);
    }

    /** The smallest of 1, 2, 5 times a power of ten that is not below. */
    private static double roundStep(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(least, 1e-9))));
        for (int factor : new int[] {1, 2, 5}) {
            if (factor * power >= least * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }
}
