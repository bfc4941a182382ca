package dev.aside.bench.kit;

import com.google.common.math.Quantiles;
import java.util.Collection;

/** The arithmetic of rounds. */
public final class Figures {
    private Figures() {}

    /**
     * The middle of the values; of an even number of them, the mean of the two in the middle.
     *
     * @param values at least one
     * @return the median
     * @throws IllegalArgumentException if there is no value
     */
    public static double median(Collection<Double> values) {
        return Quantiles.median().compute(atLeastOne(values));
    }

    /**
     * The geometric mean: the one mean of ratios that does not depend on which side is divided by which.
     *
     * @param values at least one, each above zero
     * @return the geometric mean
     * @throws IllegalArgumentException if there is no value, or one that is not above zero
     */
    public static double geometricMean(Collection<Double> values) {
        double logarithms = 0;
        for (double value : atLeastOne(values)) {
            if (!(value > 0)) {
                throw new IllegalArgumentException("A geometric mean is of values above zero, not of " + value);
            }
            logarithms += Math.log(value);
        }
        return Math.exp(logarithms / values.size());
    }

    private static Collection<Double> atLeastOne(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("A figure is of at least one value");
        }
        return values;
    }
}
