package dev.aside.bench.slowload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.bench.kit.Rounds;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictsTest {
    /** Ours is 1 everywhere, and nobody of ours waits; Caffeine is 2 in its hits and 1,000 in its other loads. */
    private static Verdicts verdicts(List<Subject> subjects) {
        return new Verdicts(Rounds.run(3, Duration.ofHours(1), subjects, subject -> {
            boolean ours = subject == Subject.ASIDE;
            Map<String, Double> figures = new HashMap<>();
            figures.put(What.HIT.of(Figure.RATIO), ours ? 1.0 : 2.0);
            figures.put(What.OTHER.of(Figure.RATIO), ours ? 1.0 : 1_000.0);
            figures.put(What.OTHER.of(Figure.WAITED), ours ? 0.0 : 5.0);
            return figures;
        }));
    }

    @Test
    void theLastLineHasEveryKeyAndTheQuickRunDropsNone() {
        assertThat(verdicts(Subject.named()).lastLine())
                .hasToString("slow-load hit_p999_vs_idle=1.00 caffeine=2.00 other_loads_vs_idle=1.00"
                        + " caffeine_other_loads_vs_idle=1000.00 other_loads_that_waited_percent=0");
        assertThat(verdicts(Subject.all()).lastLine())
                .hasToString(verdicts(Subject.named()).lastLine().toString());
    }

    @Test
    void hitsAndWaitingAreJudged() {
        assertThat(verdicts(Subject.named()).board().toString().lines().filter(line -> line.contains("| met ")))
                .hasSize(2);
    }
}
