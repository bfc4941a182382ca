package dev.aside.samples.demo.report;

import dev.aside.samples.demo.report.Series.Point;
import java.util.List;
import java.util.Locale;

/** Draws curves as SVG to be put inside a page; the page's CSS colours them by class. */
final class LineChart {
    private static final int WIDTH = 540;
    private static final int HEIGHT = 270;
    private static final int LEFT = 58;
    private static final int RIGHT = 22;
    private static final int TOP = 12;
    private static final int BOTTOM = 44;

    private final Axis x;
    private final Axis y;
    private final String xTitle;
    private final StringBuilder svg = new StringBuilder();

    private LineChart(Axis x, Axis y, String xTitle) {
        this.x = x;
        this.y = y;
        this.xTitle = xTitle;
    }

    /** Draws the series in their order, the last on top. */
    static String draw(String title, Axis x, Axis y, String xTitle, List<Series> series) {
        LineChart chart = new LineChart(x, y, xTitle);
        chart.svg.append(String.format(
                Locale.ROOT, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n", WIDTH, HEIGHT, title));
        chart.grid();
        series.forEach(chart::curve);
        return chart.svg.append("</svg>").toString();
    }

    private void grid() {
        y.ticks().forEach((value, label) -> {
            element(
                    "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%3$.1f\"/>",
                    LEFT, WIDTH - RIGHT, py(value));
            element(
                    "<text class=\"tick\" text-anchor=\"end\" x=\"%d\" y=\"%.1f\">%s</text>",
                    LEFT - 8, py(value) + 4, label);
        });
        x.ticks()
                .forEach((value, label) -> element(
                        "<text class=\"tick\" text-anchor=\"middle\" x=\"%.1f\" y=\"%d\">%s</text>",
                        px(value), HEIGHT - BOTTOM + 18, label));
        element(
                "<text class=\"axis\" text-anchor=\"middle\" x=\"%d\" y=\"%d\">%s</text>",
                (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, xTitle);
    }

    private void curve(Series series) {
        StringBuilder path = new StringBuilder();
        for (Point point : series.points()) {
            path.append(path.isEmpty() ? "M" : "L")
                    .append(String.format(Locale.ROOT, "%.1f %.1f", px(point.x()), py(point.y())));
        }
        element("<path class=\"curve %s\" d=\"%s\"><title>%s</title></path>", series.style(), path, series.name());
    }

    private void element(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private double px(double value) {
        return LEFT + inside(x.place().applyAsDouble(value)) * (WIDTH - LEFT - RIGHT);
    }

    private double py(double value) {
        return HEIGHT - BOTTOM - inside(y.place().applyAsDouble(value)) * (HEIGHT - TOP - BOTTOM);
    }

    private static double inside(double place) {
        return Math.min(1, Math.max(0, place));
    }
}
