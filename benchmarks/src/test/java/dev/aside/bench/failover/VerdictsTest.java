package dev.aside.bench.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.bench.kit.Rounds;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictsTest {
    @Test
    void theLastLineHasTheMedianOutageAndTheSumOfWhatIsWrong() {
        assertThat(verdicts(1).lastLine())
                .hasToString("failover outage_ms=200 hung_outage_ms=900 lost_acknowledged=6 wrong_reads=6");
        assertThat(verdicts(0).lastLine())
                .hasToString("failover outage_ms=200 hung_outage_ms=900 lost_acknowledged=0 wrong_reads=0");
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
        return new Verdicts(Rounds.run(
                3, Duration.ofMinutes(1), Subject.ours(), subject -> round(subject.hangs() ? 900 : 200, bad)));
    }

    private static Map<String, Double> round(double outage, double bad) {
        return Map.of(
                Figures.OUTAGE, outage,
                Figures.FINDING, 50.0,
                Figures.LONG_CALLS, 100.0,
                Figures.LOST, bad,
                Figures.WRONG, bad,
                Figures.REFUSED_AND_THERE, bad);
    }
}
