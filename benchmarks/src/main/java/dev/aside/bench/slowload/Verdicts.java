package dev.aside.bench.slowload;

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
    private static final String HITS = "hit_p999_vs_idle";
    private static final String WAITED = "other_loads_that_waited_percent";
    private static final List<Goal> GOALS =
            List.of(new Goal(HITS, Weight.MUST, Side.AT_MOST, 1.2), new Goal(WAITED, Weight.MUST, Side.AT_MOST, 0));

    private Map<String, Spread> figures() {
        Map<String, Spread> figures = new LinkedHashMap<>();
        figures.put(HITS, spread(Subject.ASIDE, What.HIT, Figure.RATIO));
        figures.put("caffeine", spread(Subject.CAFFEINE, What.HIT, Figure.RATIO));
        figures.put("other_loads_vs_idle", spread(Subject.ASIDE, What.OTHER, Figure.RATIO));
        figures.put("caffeine_other_loads_vs_idle", spread(Subject.CAFFEINE, What.OTHER, Figure.RATIO));
        figures.put(WAITED, spread(Subject.ASIDE, What.OTHER, Figure.WAITED));
        return figures;
    }

    private Spread spread(Subject subject, What what, Figure figure) {
        return rounds.spread(subject, what.of(figure));
    }

    Table board() {
        return new Scoreboard(GOALS).judge(figures());
    }

    LastLine lastLine() {
        LastLine line = new LastLine("slow-load");
        figures().forEach((key, spread) -> line.cost(key, spread.figure()));
        return line;
    }
}
