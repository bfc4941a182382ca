package dev.aside.samples.demo.report;

import java.util.List;

/**
 * One curve of a plot.
 *
 * @param name its legend
 * @param style its CSS class
 * @param points from left to right
 */
record Series(String name, String style, List<Point> points) {

    /** Drawn for the replay without Aside. */
    static Series without(List<Point> points) {
        return new Series("without Aside", "without", points);
    }

    /** Drawn for the replay with Aside. */
    static Series with(List<Point> points) {
        return new Series("with Aside", "with", points);
    }

    record Point(double x, double y) {}
}
