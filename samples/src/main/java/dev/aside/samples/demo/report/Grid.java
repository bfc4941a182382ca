package dev.aside.samples.demo.report;

import java.util.ArrayList;
import java.util.List;

/** A table of any width for a console of any character set: names to the left, values to the right. */
public final class Grid {
    private static final String GAP = "   ";

    private final List<List<String>> lines = new ArrayList<>();

    /**
     * Begins with the line above the values.
     *
     * @param titles of the columns, the first one that of the names
     */
    public Grid(List<String> titles) {
        lines.add(List.copyOf(titles));
    }

    /**
     * Adds a line.
     *
     * @param cells a name, and a value for each other column
     */
    public void add(List<String> cells) {
        if (cells.size() != lines.get(0).size()) {
            throw new IllegalArgumentException("a line has " + lines.get(0).size() + " cells, not " + cells.size());
        }
        lines.add(List.copyOf(cells));
    }

    /**
     * Draws the table.
     *
     * @return the text, each line ended
     */
    public String draw() {
        int[] widths = new int[lines.get(0).size()];
        for (List<String> line : lines) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], line.get(column).length());
            }
        }
        List<String> drawn = lines.stream().map(line -> draw(line, widths)).toList();
        String rule = "-".repeat(drawn.get(0).length() - 1) + "\n";
        return rule + drawn.get(0) + rule + String.join("", drawn.subList(1, drawn.size())) + rule;
    }

    private static String draw(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            String room = " ".repeat(widths[column] - cell.length());
            line.append(column == 0 ? cell + room : GAP + room + cell);
        }
        return line.append('\n').toString();
    }
}
