package dev.aside.bench.hitrate;

import dev.aside.bench.kit.Goal;
import dev.aside.bench.kit.Goal.Side;
import dev.aside.bench.kit.Goal.Weight;
import dev.aside.bench.kit.LastLine;
import dev.aside.bench.kit.Rounds;
import dev.aside.bench.kit.Scoreboard;
import dev.aside.bench.kit.Spread;
import dev.aside.bench.kit.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How far ours lies from Caffeine's hit rate, in points. */
record Verdicts(Rounds<Subject> rounds) {
    private static final String KEY = "worst_point_vs_caffeine";
    private static final double BOUND = -0.5;
    private static final Goal MUST = new Goal(KEY, Weight.MUST, Side.AT_LEAST, BOUND);
    private static final Goal AIM = new Goal(KEY, Weight.AIM, Side.AT_LEAST, 0);

    /** Ours minus Caffeine's: the difference of the medians, with the spread of the differences within a round. */
    Spread gap(String point) {
        List<Double> ours = rounds.of(Subject.ASIDE, point);
        List<Double> caffeine = rounds.of(Subject.CAFFEINE, point);
        List<Double> differences = IntStream.range(0, ours.size())
                .mapToObj(round -> ours.get(round) - caffeine.get(round))
                .toList();
        double figure = ours(point).figure() - caffeine(point).figure();
        return Spread.of(figure, differences);
    }

    private Spread ours(String point) {
        return rounds.spread(Subject.ASIDE, point);
    }

    private Spread caffeine(String point) {
        return rounds.spread(Subject.CAFFEINE, point);
    }

    String worst() {
        return rounds.figures().stream()
                .min(Comparator.comparingDouble(point -> gap(point).figure()))
                .orElseThrow();
    }

    Table board() {
        return new Scoreboard(List.of(MUST, AIM)).judge(Map.of(KEY, gap(worst())));
    }

    /** The other half of the goal: a point may lie below the bound where Caffeine's own rounds lie as low. */
    String besideCaffeinesSpread() {
        List<String> below = rounds.figures().stream().filter(this::isBelow).toList();
        String found = below.isEmpty()
                ? "At every point our median is at most 0.5 points below Caffeine's, or within the spread of Caffeine's own rounds."
                : "Missed: our median is more than 0.5 points below Caffeine's, and below Caffeine's lowest round, at "
                        + String.join(", ", below) + ".";
        String worst = worst();
        return found + " The worst point is " + worst + ": ours " + ours(worst).full(2) + ", Caffeine's "
                + caffeine(worst).full(2) + ".";
    }

    private boolean isBelow(String point) {
        return gap(point).figure() < BOUND
                && ours(point).figure() < caffeine(point).low();
    }

    LastLine lastLine() {
        return new LastLine("hit-rate").gain(KEY, gap(worst()).figure());
    }
}
