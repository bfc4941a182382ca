package dev.aside.bench.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.bench.kit.Rounds;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictsTest {
    @Test
    void theLastLineHasTheMedianOutageAndTheSumOfWhatIsWrong() {
        assertThat(verdicts(1).lastLine()).hasToString("failover outage_ms=200 lost_acknowledged=3 wrong_reads=3");
        assertThat(verdicts(0).lastLine()).hasToString("failover outage_ms=200 lost_acknowledged=0 wrong_reads=0");
    }

    @Test
    void theBoardJudgesEveryGoal() {
        assertThat(verdicts(0).board().toString().lines())
                .filteredOn(line -> line.contains("met"))
                .hasSize(5);
        assertThat(verdicts(1).board().toString().lines())
                .filteredOn(line -> line.contains("missed"))
                .hasSize(3);
    }

    private static Verdicts verdicts(double bad) {
        Map<String, Double> round = new HashMap<>(Map.of(
                Figures.OUTAGE,
                200.0,
                Figures.FINDING,
                50.0,
                Figures.LONG_CALLS,
                100.0,
                Figures.LOST,
                bad,
                Figures.WRONG,
                bad,
                Figures.REFUSED_AND_THERE,
                bad));
        return new Verdicts(Rounds.run(3, Duration.ofMinutes(1), List.of(Subject.ASIDE), subject -> round));
    }
}
