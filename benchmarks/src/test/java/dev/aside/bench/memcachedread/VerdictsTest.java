package dev.aside.bench.memcachedread;

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
                .hasToString("memcached-read vs_spymemcached=2.00 min_spymemcached=2.00 t64_vs_spymemcached=2.00 "
                        + "getall_vs_singles=4.00");
        assertThat(verdicts(Subject.all()).lastLine())
                .hasToString(verdicts(Subject.named()).lastLine().toString());
    }

    @Test
    void theBoardJudgesEveryGoal() {
        assertThat(verdicts(Subject.named()).board().toString().lines())
                .filteredOn(line -> line.contains("not shown"))
                .hasSize(5);
    }

    /** One round in which each takes as long as its place, counted from one; a key of a call for many takes a quarter. */
    private static Verdicts verdicts(List<Subject> subjects) {
        return new Verdicts(Rounds.run(1, Duration.ofDays(1), subjects, VerdictsTest::figures));
    }

    private static Map<String, Double> figures(Subject subject) {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (Call call : subject.calls()) {
            double share = call == Call.ALL_100 ? 0.25 : 1;
            figures.put(call.nanos(), share * (Subject.all().indexOf(subject) + 1));
            figures.put(call.bytes(), 100.0);
        }
        return figures;
    }
}
