package dev.aside.bench.kit;

import java.util.Collection;
import java.util.Collections;

/**
 * A peer's time per operation divided by ours, over all points: above 1 we are faster.
 *
 * @param mean the geometric mean over the points, each the median of its rounds; with the spread of the rounds' own means
 * @param min the smallest point, so that no mean hides a loss
 */
public record Ratio(Spread mean, double min) {
    static Ratio of(Collection<Double> points, Collection<Double> rounds) {
        return new Ratio(Spread.of(Figures.geometricMean(points), rounds), Collections.min(points));
    }
}
