package dev.aside.bench.kit;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * A plot of one row a subject and one dot a point, over a logarithmic axis, as SVG. A bar through a dot is its spread.
 *
 * @param title what the plot shows
 * @param unit the axis's unit
 * @param points the names of the points, at most as many as there are colours
 * @param rows the subjects
 */
public record DotPlot(String title, String unit, List<String> points, List<Row> rows) implements Plot {
    /**
     * One subject.
     *
     * @param subject its name
     * @param values one for each point
     */
    public record Row(String subject, List<Spread> values) {}

    private static final List<Integer> STEPS = List.of(1, 2, 5);
    private static final int LEFT = 190;
    private static final int WIDTH = 640;
    private static final int TOP = 70;
    private static final int ROW = 34;

    @Override
    public String svg() {
        Svg svg = new Svg(LEFT + WIDTH + 40, TOP + ROW * rows.size() + 50);
        svg.text(12, 24, "start", title + " (" + unit + ", logarithmic; further left is faster)");
        legend(svg);
        axis(svg);
        for (int row = 0; row < rows.size(); row++) {
            row(svg, rows.get(row), TOP + ROW * row + ROW / 2);
        }
        return svg.end();
    }

    private void legend(Svg svg) {
        for (int point = 0; point < points.size(); point++) {
            int x = LEFT + 150 * point;
            svg.dot(x, 46, Svg.colour(point));
            svg.text(x + 10, 50, "start", points.get(point));
        }
    }

    private void axis(Svg svg) {
        int bottom = TOP + ROW * rows.size();
        for (double tens = Math.pow(10, Math.floor(Math.log10(lowest()))); tens <= highest(); tens *= 10) {
            for (int step : STEPS) {
                double value = tens * step;
                if (value >= lowest() && value <= highest()) {
                    svg.line(x(value), TOP, x(value), bottom, "#dddddd", 1);
                    svg.text(x(value), bottom + 20, "middle", String.format(Locale.ROOT, "%.0f", value));
                }
            }
        }
    }

    private void row(Svg svg, Row row, double y) {
        svg.text(LEFT - 12, y + 4, "end", row.subject());
        for (int point = 0; point < row.values().size(); point++) {
            Spread value = row.values().get(point);
            double lane = y + (point - (points.size() - 1) / 2.0) * 6;
            svg.line(x(value.low()), lane, x(value.high()), lane, Svg.colour(point), 2);
            svg.dot(x(value.figure()), lane, Svg.colour(point));
        }
    }

    private double x(double value) {
        double share = Math.log(value / lowest()) / Math.log(highest() / lowest());
        return LEFT + WIDTH * share;
    }

    private double lowest() {
        return spreads(Spread::low).min().orElseThrow() * 0.8;
    }

    private double highest() {
        return spreads(Spread::high).max().orElseThrow() * 1.2;
    }

    private DoubleStream spreads(ToDoubleFunction<Spread> side) {
        return rows.stream().flatMap(row -> row.values().stream()).mapToDouble(side);
    }
}
