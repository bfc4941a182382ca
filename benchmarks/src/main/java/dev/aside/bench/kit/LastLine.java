package dev.aside.bench.kit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The line a run ends with: the question's name and its keys, in the order they were put. */
public final class LastLine {
    private final String question;
    private final Map<String, String> values = new LinkedHashMap<>();

    /**
     * An empty line.
     *
     * @param question the question's name
     */
    public LastLine(String question) {
        this.question = question;
    }

    /**
     * Puts the two keys of a ratio, {@code vs_X} and {@code min_X}.
     *
     * @param peer the X
     * @param ratio its ratio
     * @return this
     */
    public LastLine ratioWithMin(String peer, Ratio ratio) {
        return ratio(peer, ratio).min("min_" + peer, ratio);
    }

    /**
     * Puts the key {@code vs_X} alone.
     *
     * @param peer the X
     * @param ratio its ratio
     * @return this
     */
    public LastLine ratio(String peer, Ratio ratio) {
        return put("vs_" + peer, rounded(ratio.mean().figure(), RoundingMode.DOWN));
    }

    /**
     * Puts what costs: less is better.
     *
     * @param key the key
     * @param value its value
     * @return this
     */
    public LastLine cost(String key, double value) {
        return put(key, rounded(value, RoundingMode.UP));
    }

    /**
     * Puts what is gained: more is better, and below zero is a loss.
     *
     * @param key the key
     * @param value its value
     * @return this
     */
    public LastLine gain(String key, double value) {
        return put(key, rounded(value, RoundingMode.FLOOR));
    }

    /**
     * Puts what a run was asked with.
     *
     * @param key the key
     * @param value its value, one word
     * @return this
     */
    public LastLine word(String key, String value) {
        return put(key, value);
    }

    /**
     * Puts a ratio's smallest point, under a name of its own.
     *
     * @param key the key
     * @param ratio the ratio
     * @return this
     */
    public LastLine min(String key, Ratio ratio) {
        return put(key, rounded(ratio.min(), RoundingMode.DOWN));
    }

    /**
     * Puts a count.
     *
     * @param key the key
     * @param count how many
     * @return this
     */
    public LastLine count(String key, long count) {
        return put(key, Long.toString(count));
    }

    private LastLine put(String key, String value) {
        if (values.put(key, value) != null) {
            throw new IllegalStateException("The key " + key + " is put twice");
        }
        return this;
    }

    /**
     * Rounded against us: a figure that is not there is never printed as reached. What floating point itself is off by does not count.
     * Nothing is printed as 0.
     */
    private static String rounded(double value, RoundingMode against) {
        BigDecimal rounded =
                new BigDecimal(value).setScale(9, RoundingMode.HALF_EVEN).setScale(2, against);
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }

    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" ", question + " ", ""));
    }
}
