package dev.aside.bench.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A drawing that grows, as an SVG document on white. */
final class Svg {
    private static final List<String> COLOURS =
            List.of("#1b6ca8", "#64b5f6", "#c2571a", "#f4a261", "#3a7d44", "#8e44ad");

    private final List<String> parts = new ArrayList<>();

    Svg(int width, int height) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">",
                width, height);
        add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
    }

    /** The colour of the one with this number; they come round again. */
    static String colour(int number) {
        return COLOURS.get(number % COLOURS.size());
    }

    void dot(double x, double y, String colour) {
        add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>", x, y, colour);
    }

    void line(double x1, double y1, double x2, double y2, String colour, int width) {
        add(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%d\"/>",
                x1, y1, x2, y2, colour, width);
    }

    void text(double x, double y, String anchor, String words) {
        String escaped = words.replace("&", "&amp;").replace("<", "&lt;");
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, escaped);
    }

    private void add(String pattern, Object... values) {
        parts.add(String.format(Locale.ROOT, pattern, values));
    }

    /** The document. */
    String end() {
        return String.join("\n", parts) + "\n</svg>\n";
    }
}
