package dev.aside.bench.hitrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.bench.kit.Rounds;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictsTest {
    private final Map<Subject, double[]> atP = new HashMap<>();

    /** Three rounds: at p as given, at q both alike. */
    private Verdicts verdicts() {
        Map<Subject, Integer> round = new HashMap<>();
        return new Verdicts(Rounds.run(3, Duration.ofHours(1), Subject.named(), subject -> {
            int now = round.merge(subject, 1, Integer::sum) - 1;
            return Map.of("p", atP.getOrDefault(subject, new double[3])[now], "q", 50.0);
        }));
    }

    private void rounds(List<Double> ours, List<Double> caffeine) {
        atP.put(Subject.ASIDE, ours.stream().mapToDouble(Double::doubleValue).toArray());
        atP.put(
                Subject.CAFFEINE,
                caffeine.stream().mapToDouble(Double::doubleValue).toArray());
    }

    @Test
    void theWorstPointIsTheOneWhereTheMediansDifferMost() {
        rounds(List.of(39.0, 40.0, 41.0), List.of(41.0, 41.0, 41.0));

        assertThat(verdicts().worst()).isEqualTo("p");
        assertThat(verdicts().lastLine()).hasToString("hit-rate worst_point_vs_caffeine=-1.00");
    }

    @Test
    void farBelowIsMissed() {
        rounds(List.of(40.0, 40.0, 40.0), List.of(41.0, 41.0, 41.0));

        assertThat(verdicts().besideCaffeinesSpread()).startsWith("Missed").contains("lowest round, at p.");
        assertThat(verdicts().board().toString()).contains("missed");
    }

    @Test
    void asLowAsCaffeineItselfIsNotMissed() {
        rounds(List.of(40.0, 40.0, 40.0), List.of(39.0, 41.0, 43.0));

        assertThat(verdicts().besideCaffeinesSpread()).doesNotContain("Missed");
    }

    @Test
    void aLittleBelowIsMet() {
        rounds(List.of(40.0, 40.0, 40.0), List.of(40.4, 40.4, 40.4));

        assertThat(verdicts().besideCaffeinesSpread()).doesNotContain("Missed");
        assertThat(verdicts().board().toString()).contains("| must >= -0.5 | met ");
    }

    @Test
    void aboveEverywhereShowsTheSmallestGain() {
        rounds(List.of(42.0, 42.0, 42.0), List.of(41.0, 41.0, 41.0));

        assertThat(verdicts().worst()).isEqualTo("q");
        assertThat(verdicts().lastLine()).hasToString("hit-rate worst_point_vs_caffeine=0");
    }
}
