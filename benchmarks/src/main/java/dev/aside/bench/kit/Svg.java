package dev.aside.bench.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A drawing that grows, as an SVG document on white. */
public final class Svg {
    private static final List<String> COLOURS =
            List.of("#1b6ca8", "#64b5f6", "#c2571a", "#f4a261", "#3a7d44", "#8e44ad");

    private final List<String> parts = new ArrayList<>();

    /**
     * An empty drawing.
     *
     * @param width in pixels
     * @param height in pixels
     */
    public Svg(int width, int height) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">",
                width, height);
        add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
    }

    /** The colour of the one with this number; they come round again. */
    static String colour(int number) {
        return COLOURS.get(number % COLOURS.size());
    }

    /**
     * Draws a dot.
     *
     * @param x its middle, from the left
     * @param y its middle, from the top
     * @param colour its colour
     */
    public void dot(double x, double y, String colour) {
        add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>", x, y, colour);
    }

    /**
     * Draws a line.
     *
     * @param x1 its one end, from the left
     * @param y1 its one end, from the top
     * @param x2 its other end, from the left
     * @param y2 its other end, from the top
     * @param colour its colour
     * @param width in pixels
     */
    public void line(double x1, double y1, double x2, double y2, String colour, int width) {
        add(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%d\"/>",
                x1, y1, x2, y2, colour, width);
    }

    /**
     * Draws a rectangle with a thin frame.
     *
     * @param x its left side
     * @param y its upper side
     * @param width in pixels
     * @param height in pixels
     * @param colour what it is filled with
     */
    public void box(double x, double y, double width, double height, String colour) {
        add(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\" stroke=\"#666666\"/>",
                x, y, width, height, colour);
    }

    /**
     * Writes words.
     *
     * @param x where they are anchored, from the left
     * @param y their foot, from the top
     * @param anchor {@code start}, {@code middle} or {@code end}
     * @param words the words
     */
    public void text(double x, double y, String anchor, String words) {
        String escaped = words.replace("&", "&amp;").replace("<", "&lt;");
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, escaped);
    }

    private void add(String pattern, Object... values) {
        parts.add(String.format(Locale.ROOT, pattern, values));
    }

    /**
     * Ends the drawing.
     *
     * @return the document
     */
    public String end() {
        return String.join("\n", parts) + "\n</svg>\n";
    }
}
