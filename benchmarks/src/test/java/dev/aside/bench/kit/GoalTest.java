package dev.aside.bench.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.bench.kit.Goal.Side;
import dev.aside.bench.kit.Goal.Verdict;
import dev.aside.bench.kit.Goal.Weight;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoalTest {
    private static final Goal FASTER = new Goal("vs_x", Weight.MUST, Side.AT_LEAST, 1.10);
    private static final Goal FREE = new Goal("alloc_b", Weight.MUST, Side.AT_MOST, 0);

    @Test
    void metWhereEveryRoundIsThere() {
        assertThat(FASTER.judge(Spread.of(List.of(1.10, 1.2, 1.3)))).isEqualTo(Verdict.MET);
        assertThat(FREE.judge(Spread.of(List.of(0.0, 0.0, 0.0)))).isEqualTo(Verdict.MET);
    }

    @Test
    void missedWhereNoRoundIsThere() {
        assertThat(FASTER.judge(Spread.of(List.of(0.9, 1.0, 1.09)))).isEqualTo(Verdict.MISSED);
        assertThat(FREE.judge(Spread.of(List.of(24.0, 24.0, 24.0)))).isEqualTo(Verdict.MISSED);
    }

    @Test
    void notShownWhereTheGoalIsInsideTheSpread() {
        assertThat(FASTER.judge(Spread.of(List.of(1.09, 1.2, 1.3)))).isEqualTo(Verdict.NOT_SHOWN);
        assertThat(FREE.judge(Spread.of(List.of(0.0, 0.0, 1.0)))).isEqualTo(Verdict.NOT_SHOWN);
    }

    @Test
    void twoRoundsShowNothing() {
        assertThat(FASTER.judge(Spread.of(List.of(2.0, 2.0)))).isEqualTo(Verdict.NOT_SHOWN);
    }

    @Test
    void theBoardSetsFiguresBesideTheirGoals() {
        Table board = new Scoreboard(List.of(FASTER)).judge(Map.of("vs_x", Spread.of(List.of(1.0, 1.2, 1.3))));

        assertThat(board).hasToString("""
                | key  | figure | rounds      | goal        | verdict   |
                | ---- | ------ | ----------- | ----------- | --------- |
                | vs_x | 1.200  | 1.000-1.300 | must >= 1.1 | not shown |""");
    }
}
