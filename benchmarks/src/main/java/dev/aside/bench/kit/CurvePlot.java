package dev.aside.bench.kit;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Curves in panels side by side, one curve a subject in each, as SVG. Steps lie evenly on the way right; the way up is the share from 0 to
 * 100 percent. A bar through a dot is its spread.
 *
 * @param title what the plot shows
 * @param steps the names of the steps, the same in each panel
 * @param subjects the names of the curves, the same in each panel
 * @param panels the panels
 */
public record CurvePlot(String title, List<String> steps, List<String> subjects, List<Panel> panels) implements Plot {
    /**
     * One panel.
     *
     * @param title what it shows
     * @param curves for each subject its values, one for each step, in percent
     */
    public record Panel(String title, List<List<Spread>> curves) {}

    private static final int LEFT = 60;
    private static final int WIDTH = 340;
    private static final int GAP = 70;
    private static final int TOP = 100;
    private static final int HEIGHT = 320;
    private static final int BOTTOM = TOP + HEIGHT;

    @Override
    public String svg() {
        Svg svg = new Svg(LEFT + panels.size() * (WIDTH + GAP), BOTTOM + 40);
        svg.text(12, 24, "start", title);
        for (int subject = 0; subject < subjects.size(); subject++) {
            int x = LEFT + 130 * subject;
            svg.dot(x, 46, Svg.colour(subject));
            svg.text(x + 10, 50, "start", subjects.get(subject));
        }
        for (int number = 0; number < panels.size(); number++) {
            panel(svg, panels.get(number), LEFT + number * (WIDTH + GAP));
        }
        return svg.end();
    }

    private void panel(Svg svg, Panel panel, int left) {
        svg.text(left, TOP - 14, "start", panel.title());
        for (int percent = 0; percent <= 100; percent += 20) {
            svg.line(left, y(percent), left + WIDTH, y(percent), "#dddddd", 1);
            svg.text(left - 8, y(percent) + 4, "end", String.format(Locale.ROOT, "%d %%", percent));
        }
        for (int step = 0; step < steps.size(); step++) {
            svg.text(x(left, step), BOTTOM + 20, "middle", steps.get(step));
        }
        // The first subject last, on top of those that lie where it lies.
        IntStream.iterate(subjects.size() - 1, subject -> subject >= 0, subject -> subject - 1)
                .forEach(subject -> curve(svg, panel.curves().get(subject), left, Svg.colour(subject)));
    }

    private void curve(Svg svg, List<Spread> curve, int left, String colour) {
        for (int step = 0; step < curve.size(); step++) {
            Spread value = curve.get(step);
            if (step > 0) {
                double before = curve.get(step - 1).figure();
                svg.line(x(left, step - 1), y(before), x(left, step), y(value.figure()), colour, 1);
            }
            svg.line(x(left, step), y(value.low()), x(left, step), y(value.high()), colour, 2);
            svg.dot(x(left, step), y(value.figure()), colour);
        }
    }

    private double x(int left, int step) {
        return left + WIDTH * (step + 0.5) / steps.size();
    }

    private static double y(double percent) {
        return BOTTOM - HEIGHT * percent / 100;
    }
}
