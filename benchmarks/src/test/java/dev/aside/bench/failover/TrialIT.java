package dev.aside.bench.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class TrialIT {
    @Test
    void twoRoundsOnTheSameServers_loseNothingAndReadNothingWrong() {
        try (Servers servers = Servers.start()) {
            Trial trial = Trial.quick(servers);
            for (int round = 0; round < 2; round++) {
                Map<String, Double> figures = trial.play(Subject.ASIDE);
                assertThat(figures.get(Figures.ACKNOWLEDGED)).isGreaterThan(50);
                assertThat(figures)
                        .containsEntry(Figures.LOST, 0.0)
                        .containsEntry(Figures.WRONG, 0.0)
                        .containsEntry(Figures.REFUSED_AND_THERE, 0.0);
            }
        }
    }
}
