package dev.aside.samples.demo.report;

import java.time.Duration;
import java.util.Locale;

/** Writes numbers the same way in every place, whatever the user's locale. */
public final class Units {
    private Units() {}

    /**
     * Writes a whole number with its thousands apart.
     *
     * @param number the number
     * @return such as {@code 5,000,000}
     */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /**
     * Writes a share as a percentage.
     *
     * @param share from 0 to 1
     * @return such as {@code 98.27 %}
     */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", share * 100);
    }

    /**
     * Writes a time in the unit that fits it, three digits or so.
     *
     * @param time the time
     * @return such as {@code 12.3 us}
     */
    public static String time(Duration time) {
        double nanos = time.toNanos();
        if (nanos < 1e3) {
            return count(time.toNanos()) + " ns";
        }
        if (nanos < 1e6) {
            return digits(nanos / 1e3) + " us";
        }
        return nanos < 1e9 ? digits(nanos / 1e6) + " ms" : digits(nanos / 1e9) + " s";
    }

    /**
     * Writes a time in milliseconds.
     *
     * @param time the time
     * @return such as {@code 0.0 ms}
     */
    public static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
    }

    /**
     * Writes a number short, for the ticks of a plot.
     *
     * @param number the number
     * @return such as {@code 250k}
     */
    static String compact(double number) {
        if (number >= 1e6) {
            return plain(number / 1e6) + "M";
        }
        return number >= 1e3 ? plain(number / 1e3) + "k" : plain(number);
    }

    /**
     * Writes at most three digits after the point, and no zeros at the end.
     *
     * @param number the number
     * @return such as {@code 2.5}
     */
    public static String plain(double number) {
        String text = String.format(Locale.ROOT, "%.3f", number);
        return text.replaceFirst("\\.?0+$", "");
    }

    private static String digits(double number) {
        return String.format(Locale.ROOT, number < 10 ? "%.2f" : number < 100 ? "%.1f" : "%.0f", number);
    }
}
