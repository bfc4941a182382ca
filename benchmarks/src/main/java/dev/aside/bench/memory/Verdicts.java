package dev.aside.bench.memory;

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

/** The figures of the last line, and what they say about the goals. */
record Verdicts(Rounds<Subject> rounds) {
    private static final String OURS = "bytes_per_entry";
    private static final List<Goal> GOALS =
            List.of(new Goal(OURS, Weight.MUST, Side.AT_MOST, 105), new Goal(OURS, Weight.AIM, Side.AT_MOST, 97));

    private Map<String, Spread> figures() {
        Map<String, Spread> figures = new LinkedHashMap<>();
        figures.put(OURS, rounds.spread(Subject.ASIDE, Scales.BYTES));
        figures.put("caffeine", rounds.spread(Subject.CAFFEINE, Scales.BYTES));
        figures.put("caffeine_expiring", rounds.spread(Subject.CAFFEINE_EXPIRING, Scales.BYTES));
        return figures;
    }

    Table board() {
        return new Scoreboard(GOALS).judge(figures());
    }

    LastLine lastLine() {
        LastLine line = new LastLine("memory");
        figures().forEach((key, spread) -> line.cost(key, spread.figure()));
        return line;
    }
}
