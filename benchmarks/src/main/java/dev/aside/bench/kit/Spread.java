package dev.aside.bench.kit;

import java.util.Collection;
import java.util.Collections;
import java.util.Locale;

/**
 * A figure and how far the rounds lie apart.
 *
 * @param figure what is reported
 * @param low the lowest round
 * @param high the highest round
 * @param rounds how many rounds there were
 */
public record Spread(double figure, double low, double high, int rounds) {
    /**
     * The median of rounds, with its spread.
     *
     * @param rounds one value a round, at least one
     * @return their spread
     */
    public static Spread of(Collection<Double> rounds) {
        return of(Figures.median(rounds), rounds);
    }

    /**
     * A figure that was formed otherwise than by a plain median, with the spread of its rounds. The spread always holds the figure.
     *
     * @param figure what is reported
     * @param rounds one value a round, at least one
     * @return the figure with their spread
     */
    public static Spread of(double figure, Collection<Double> rounds) {
        double low = Math.min(figure, Collections.min(rounds));
        double high = Math.max(figure, Collections.max(rounds));
        return new Spread(figure, low, high, rounds.size());
    }

    /**
     * The lowest and the highest round.
     *
     * @param decimals how many digits after the point
     * @return such as {@code 1.02-1.11}, or {@code -0.1 to 0.2}
     */
    public String range(int decimals) {
        return number(low, decimals) + (low < 0 ? " to " : "-") + number(high, decimals);
    }

    /**
     * The figure, and the rounds behind it where there are several.
     *
     * @param decimals how many digits after the point
     * @return such as {@code 1.07 (1.02-1.11)}
     */
    public String full(int decimals) {
        return rounds == 1 ? text(decimals) : text(decimals) + " (" + range(decimals) + ")";
    }

    /**
     * The figure alone.
     *
     * @param decimals how many digits after the point
     * @return such as {@code 1.07}
     */
    public String text(int decimals) {
        return number(figure, decimals);
    }

    private static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
