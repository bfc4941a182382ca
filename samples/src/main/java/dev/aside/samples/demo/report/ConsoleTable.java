package dev.aside.samples.demo.report;

import java.util.List;
import java.util.function.Function;

/** Draws the figures of a run for a console of any character set: names to the left, values to the right. */
public final class ConsoleTable {
    private static final String GAP = "   ";

    private ConsoleTable() {}

    /**
     * Draws the table.
     *
     * @param figures its lines
     * @return the text, each line ended
     */
    public static String of(List<Figure> figures) {
        int name = width(figures, Figure::name, "");
        int without = width(figures, Figure::without, "without Aside");
        int with = width(figures, Figure::with, "with Aside");
        String rule = "-".repeat(name + without + with + 2 * GAP.length()) + "\n";
        StringBuilder text = new StringBuilder(rule);
        text.append(line("", name, "without Aside", without, "with Aside", with))
                .append(rule);
        for (Figure figure : figures) {
            text.append(line(figure.name(), name, figure.without(), without, figure.with(), with));
        }
        return text.append(rule).toString();
    }

    private static int width(List<Figure> figures, Function<Figure, String> column, String title) {
        return figures.stream().map(column).mapToInt(String::length).reduce(title.length(), Math::max);
    }

    private static String line(String name, int nameWidth, String a, int aWidth, String b, int bWidth) {
        return name + " ".repeat(nameWidth - name.length())
                + GAP + " ".repeat(aWidth - a.length()) + a
                + GAP + " ".repeat(bWidth - b.length()) + b + "\n";
    }
}
