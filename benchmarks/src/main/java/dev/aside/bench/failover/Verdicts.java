package dev.aside.bench.failover;

import dev.aside.bench.kit.Goal;
import dev.aside.bench.kit.Goal.Side;
import dev.aside.bench.kit.Goal.Weight;
import dev.aside.bench.kit.LastLine;
import dev.aside.bench.kit.Rounds;
import dev.aside.bench.kit.Scoreboard;
import dev.aside.bench.kit.Spread;
import dev.aside.bench.kit.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of the last line, and what they say about the goals. Counts are of all rounds together. */
record Verdicts(Rounds<Subject> rounds) {
    /** Within a second of the heir's taking writes; and no call is longer than its deadline, which is five seconds, and 50 ms. */
    private static final List<Goal> GOALS = List.of(
            new Goal("lost_acknowledged", Weight.MUST, Side.AT_MOST, 0),
            new Goal("wrong_reads", Weight.MUST, Side.AT_MOST, 0),
            new Goal(Figures.REFUSED_AND_THERE, Weight.MUST, Side.AT_MOST, 0),
            new Goal(Figures.FINDING, Weight.MUST, Side.AT_MOST, 1_000),
            new Goal(Figures.LONG_CALLS, Weight.MUST, Side.AT_MOST, 5_050));

    private Spread ours(String figure) {
        return rounds.spread(Subject.ASIDE, figure);
    }

    private long sum(String figure) {
        return Math.round(rounds.of(Subject.ASIDE, figure).stream()
                .mapToDouble(Double::doubleValue)
                .sum());
    }

    Table board() {
        Map<String, Spread> figures = new LinkedHashMap<>();
        figures.put("outage_ms", ours(Figures.OUTAGE));
        figures.put("lost_acknowledged", ours(Figures.LOST));
        figures.put("wrong_reads", ours(Figures.WRONG));
        figures.put(Figures.REFUSED_AND_THERE, ours(Figures.REFUSED_AND_THERE));
        figures.put(Figures.FINDING, ours(Figures.FINDING));
        figures.put(Figures.LONG_CALLS, ours(Figures.LONG_CALLS));
        return new Scoreboard(GOALS).judge(figures);
    }

    LastLine lastLine() {
        return new LastLine("failover")
                .count("outage_ms", Math.round(ours(Figures.OUTAGE).figure()))
                .count("lost_acknowledged", sum(Figures.LOST))
                .count("wrong_reads", sum(Figures.WRONG));
    }
}
