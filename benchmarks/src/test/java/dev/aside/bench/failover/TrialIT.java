package dev.aside.bench.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class TrialIT {
    @Test
    void aWriterThatDiesAndOneThatHangs_loseNothing_andNothingIsReadWrong() {
        try (Servers servers = Servers.start()) {
            Trial trial = Trial.quick(servers);
            for (Subject subject : Subject.ours()) {
                Map<String, Double> figures = trial.play(subject);
                assertThat(figures.get(Figures.ACKNOWLEDGED)).isGreaterThan(50);
                assertThat(figures)
                        .containsEntry(Figures.LOST, 0.0)
                        .containsEntry(Figures.WRONG, 0.0)
                        .containsEntry(Figures.REFUSED_AND_THERE, 0.0);
            }
        }
    }
}
