package dev.aside.bench.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.bench.kit.Rounds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictsTest {
    private static Verdicts verdicts(List<Subject> subjects) {
        return new Verdicts(Rounds.run(
                3,
                Duration.ofHours(1),
                subjects,
                subject -> Map.of(Scales.BYTES, 100.001 + Subject.all().indexOf(subject))));
    }

    @Test
    void theLastLineHasEveryKeyAndTheQuickRunDropsNone() {
        assertThat(verdicts(Subject.named()).lastLine())
                .hasToString("memory bytes_per_entry=100.01 caffeine=106.01 caffeine_expiring=107.01");
        assertThat(verdicts(Subject.all()).lastLine())
                .hasToString(verdicts(Subject.named()).lastLine().toString());
    }

    @Test
    void mustAndAimAreJudgedApart() {
        assertThat(verdicts(Subject.named()).board().toString())
                .contains("| must <= 105 | met ")
                .contains("| aim <= 97   | missed ");
    }
}
