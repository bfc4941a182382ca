package dev.aside.bench.kit;

import java.util.ArrayList;
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
public record DotPlot(String title, String unit, List<String> points, List<Row> rows) {
    /**
     * One subject.
     *
     * @param subject its name
     * @param values one for each point
     */
    public record Row(String subject, List<Spread> values) {}

    private static final List<String> COLOURS =
            List.of("#1b6ca8", "#64b5f6", "#c2571a", "#f4a261", "#3a7d44", "#8e44ad");
    private static final List<Integer> STEPS = List.of(1, 2, 5);
    private static final int LEFT = 190;
    private static final int WIDTH = 640;
    private static final int TOP = 70;
    private static final int ROW = 34;

    /**
     * Draws it.
     *
     * @return the SVG document
     */
    public String svg() {
        List<String> parts = new ArrayList<>();
        int height = TOP + ROW * rows.size() + 50;
        parts.add(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">",
                LEFT + WIDTH + 40, height));
        parts.add("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
        parts.add(text(12, 24, "start", title + " (" + unit + ", logarithmic; further left is faster)"));
        legend(parts);
        axis(parts);
        for (int row = 0; row < rows.size(); row++) {
            row(parts, rows.get(row), TOP + ROW * row + ROW / 2);
        }
        parts.add("</svg>");
        return String.join("\n", parts) + "\n";
    }

    private void legend(List<String> parts) {
        for (int point = 0; point < points.size(); point++) {
            int x = LEFT + 150 * point;
            parts.add(dot(x, 46, colour(point)));
            parts.add(text(x + 10, 50, "start", points.get(point)));
        }
    }

    private void axis(List<String> parts) {
        int bottom = TOP + ROW * rows.size();
        for (double tens = Math.pow(10, Math.floor(Math.log10(lowest()))); tens <= highest(); tens *= 10) {
            for (int step : STEPS) {
                double value = tens * step;
                if (value >= lowest() && value <= highest()) {
                    parts.add(line(x(value), TOP, x(value), bottom, "#dddddd", 1));
                    parts.add(text(x(value), bottom + 20, "middle", format("%.0f", value)));
                }
            }
        }
    }

    private void row(List<String> parts, Row row, double y) {
        parts.add(text(LEFT - 12, y + 4, "end", row.subject()));
        for (int point = 0; point < row.values().size(); point++) {
            Spread value = row.values().get(point);
            double lane = y + (point - (points.size() - 1) / 2.0) * 6;
            parts.add(line(x(value.low()), lane, x(value.high()), lane, colour(point), 2));
            parts.add(dot(x(value.figure()), lane, colour(point)));
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

    private static String colour(int point) {
        return COLOURS.get(point % COLOURS.size());
    }

    private static String dot(double x, double y, String colour) {
        return format("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>", x, y, colour);
    }

    private static String line(double x1, double y1, double x2, double y2, String colour, int width) {
        return format(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%d\"/>",
                x1, y1, x2, y2, colour, width);
    }

    private static String text(double x, double y, String anchor, String words) {
        String escaped = words.replace("&", "&amp;").replace("<", "&lt;");
        return format("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, escaped);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
