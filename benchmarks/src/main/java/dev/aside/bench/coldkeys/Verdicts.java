package dev.aside.bench.coldkeys;

import dev.aside.bench.kit.Goal;
import dev.aside.bench.kit.Goal.Side;
import dev.aside.bench.kit.Goal.Weight;
import dev.aside.bench.kit.LastLine;
import dev.aside.bench.kit.Rounds;
import dev.aside.bench.kit.Scoreboard;
import dev.aside.bench.kit.Spread;
import dev.aside.bench.kit.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of the last line, and what they say about the goals. */
record Verdicts(Spread awaited, Spread redisson) {
    private static final String AWAITED = "awaited_trips_per_miss";
    private static final String REDISSON = "vs_redisson";
    private static final List<Goal> GOALS = List.of(new Goal(AWAITED, Weight.MUST, Side.AT_MOST, 2));

    Verdicts(Rounds<Subject> rounds) {
        this(rounds.spread(Subject.ASIDE, Misses.AWAITED), redisson(rounds));
    }

    private static Spread redisson(Rounds<Subject> rounds) {
        List<Double> ours = rounds.of(Subject.ASIDE, Misses.NANOS);
        List<Double> theirs = rounds.of(Subject.REDISSON, Misses.NANOS);
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ours.size(); round++) {
            ratios.add(theirs.get(round) / ours.get(round));
        }
        return Spread.of(ratios);
    }

    Table board() {
        Map<String, Spread> figures = new LinkedHashMap<>();
        figures.put(AWAITED, awaited);
        figures.put(REDISSON, redisson);
        return new Scoreboard(GOALS).judge(figures);
    }

    LastLine lastLine() {
        return new LastLine("cold-keys").cost(AWAITED, awaited.figure()).gain(REDISSON, redisson.figure());
    }
}
