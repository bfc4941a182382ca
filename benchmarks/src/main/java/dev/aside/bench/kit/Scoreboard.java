package dev.aside.bench.kit;

import java.util.List;
import java.util.Map;

/** Figures beside their goals. */
public final class Scoreboard {
    private final List<Goal> goals;
    private final Table table = new Table(List.of("key", "figure", "rounds", "goal", "verdict"));

    /**
     * An empty board.
     *
     * @param goals the question's goals
     */
    public Scoreboard(List<Goal> goals) {
        this.goals = List.copyOf(goals);
    }

    /**
     * Judges figures by their goals; a figure without a goal is shown without a verdict.
     *
     * @param figures figures by their key in the last line, in the order to show
     * @return the table
     */
    public Table judge(Map<String, Spread> figures) {
        figures.forEach((key, spread) -> {
            List<Goal> own =
                    goals.stream().filter(goal -> goal.key().equals(key)).toList();
            if (own.isEmpty()) {
                row(key, spread, "", "");
            }
            own.forEach(
                    goal -> row(key, spread, goal.toString(), goal.judge(spread).toString()));
        });
        return table;
    }

    private void row(String key, Spread spread, String goal, String verdict) {
        table.row(List.of(key, spread.text(3), spread.range(3), goal, verdict));
    }
}
