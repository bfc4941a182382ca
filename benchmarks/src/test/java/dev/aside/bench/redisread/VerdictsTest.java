package dev.aside.bench.redisread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.bench.farread.Call;
import dev.aside.bench.kit.Rounds;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictsTest {
    @Test
    void theLastLineHasEveryKeyInItsOrderAndTheQuickRunDropsNone() {
        assertThat(verdicts(Subject.named()).lastLine())
                .hasToString(
                        "redis-read vs_lettuce=2.00 min_lettuce=2.00 async_vs_lettuce=2.00 getall_vs_pipelined=2.00 "
                                + "vs_best_peer=2.00 min_best_peer=2.00 alloc_b=100.00");
        assertThat(verdicts(Subject.all()).lastLine())
                .hasToString(verdicts(Subject.named()).lastLine().toString());
    }

    @Test
    void theBoardJudgesEveryGoal() {
        assertThat(verdicts(Subject.named()).board().toString().lines())
                .filteredOn(line -> line.contains("not shown"))
                .hasSize(7);
    }

    /** One round in which each takes as long as its place, counted from one. */
    private static Verdicts verdicts(List<Subject> subjects) {
        return new Verdicts(Rounds.run(1, Duration.ofDays(1), subjects, VerdictsTest::figures));
    }

    private static Map<String, Double> figures(Subject subject) {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (Call call : subject.calls()) {
            figures.put(call.nanos(), Subject.all().indexOf(subject) + 1.0);
            figures.put(call.bytes(), 100.0);
        }
        return figures;
    }
}
