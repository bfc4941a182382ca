package dev.aside.bench.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.bench.kit.Sample;
import dev.aside.bench.kit.Samples;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class VerdictsTest {
    private static final List<Subject> ALL = List.of(Subject.values());

    @Test
    void theLastLineHasEveryKeyInItsOrderAndTheQuickRunDropsNone() {
        assertThat(verdicts(true, subject -> 56).lastLine())
                .hasToString("routing vs_hikari=5.00 vs_spring_lazy=1.50 vs_aws=7.00 alloc_b=0");
        assertThat(verdicts(false, subject -> 56).lastLine())
                .hasToString(verdicts(true, subject -> 56).lastLine().toString());
    }

    @Test
    void anObjectOfOursCounts_andWhatTheHarnessAllocatesDoesNot() {
        assertThat(verdicts(true, subject -> subject == Subject.ASIDE ? 72.02 : 56)
                        .lastLine())
                .asString()
                .endsWith("alloc_b=16.00");
        assertThat(verdicts(true, subject -> subject == Subject.ASIDE ? 56.09 : 56)
                        .lastLine())
                .asString()
                .endsWith("alloc_b=0");
    }

    @Test
    void theBoardJudgesEveryGoal() {
        assertThat(verdicts(true, subject -> 56).board().toString().lines())
                .filteredOn(line -> line.contains("not shown"))
                .hasSize(4);
    }

    /** One round in which each takes a nanosecond more than the one declared before it. */
    private static Verdicts verdicts(boolean onlyNamed, ToDoubleFunction<Subject> bytes) {
        Map<Act, Samples> samples = new EnumMap<>(Act.class);
        for (Act act : Act.values()) {
            Samples shown = new Samples();
            for (Subject subject : Subject.doing(act, onlyNamed)) {
                double nanos = ALL.indexOf(subject) + 1;
                shown.add(0, "p", subject.name(), new Sample(nanos, bytes.applyAsDouble(subject)));
            }
            samples.put(act, shown);
        }
        return Verdicts.of(samples, onlyNamed);
    }
}
