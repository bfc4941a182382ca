package dev.aside.bench.failover;

import dev.aside.bench.kit.Goal;
import dev.aside.bench.kit.Goal.Side;
import dev.aside.bench.kit.Goal.Weight;
import dev.aside.bench.kit.LastLine;
import dev.aside.bench.kit.Rounds;
import dev.aside.bench.kit.Scoreboard;
import dev.aside.bench.kit.Spread;
import dev.aside.bench.kit.Table;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of the last line, and what they say about the goals. Counts are of all rounds together. */
record Verdicts(Rounds<Subject> rounds) {
    private static final String OUTAGE = "outage_ms";
    private static final String HUNG_OUTAGE = "hung_outage_ms";
    private static final String LOST = "lost_acknowledged";
    private static final String WRONG = "wrong_reads";

    /** Within a second of the heir's taking writes; and no call is longer than its deadline, which is five seconds, and 50 ms. */
    private static final List<Goal> GOALS = List.of(
            new Goal(LOST, Weight.MUST, Side.AT_MOST, 0),
            new Goal(WRONG, Weight.MUST, Side.AT_MOST, 0),
            new Goal(Figures.REFUSED_AND_THERE, Weight.MUST, Side.AT_MOST, 0),
            new Goal(Figures.FINDING, Weight.MUST, Side.AT_MOST, 1_000),
            new Goal(Figures.LONG_CALLS, Weight.MUST, Side.AT_MOST, 5_050));

    /** Of both ways to lose a writer: the figure of whichever is the worse. */
    private Spread worst(String figure) {
        return Subject.ours().stream()
                .map(subject -> rounds.spread(subject, figure))
                .max(Comparator.comparingDouble(Spread::high))
                .orElseThrow();
    }

    private long sum(String figure) {
        double sum = 0;
        for (Subject subject : Subject.ours()) {
            sum += rounds.of(subject, figure).stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
        }
        return Math.round(sum);
    }

    Table board() {
        Map<String, Spread> figures = new LinkedHashMap<>();
        figures.put(OUTAGE, rounds.spread(Subject.ASIDE, Figures.OUTAGE));
        figures.put(HUNG_OUTAGE, rounds.spread(Subject.ASIDE_HUNG, Figures.OUTAGE));
        figures.put(LOST, worst(Figures.LOST));
        figures.put(WRONG, worst(Figures.WRONG));
        figures.put(Figures.REFUSED_AND_THERE, worst(Figures.REFUSED_AND_THERE));
        figures.put(Figures.FINDING, worst(Figures.FINDING));
        figures.put(Figures.LONG_CALLS, worst(Figures.LONG_CALLS));
        return new Scoreboard(GOALS).judge(figures);
    }

    private long millis(Subject subject) {
        return Math.round(rounds.spread(subject, Figures.OUTAGE).figure());
    }

    LastLine lastLine() {
        return new LastLine("failover")
                .count(OUTAGE, millis(Subject.ASIDE))
                .count(HUNG_OUTAGE, millis(Subject.ASIDE_HUNG))
                .count(LOST, sum(Figures.LOST))
                .count(WRONG, sum(Figures.WRONG));
    }
}
