package dev.aside.bench.hotpath;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.bench.kit.LastLine;
import dev.aside.bench.kit.Sample;
import dev.aside.bench.kit.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictsTest {
    @Test
    void theLastLineHasEveryKeyInItsOrderAndTheQuickRunDropsNone() {
        assertThat(verdicts(Subject.named()).lastLine(new LastLine("hot-path")))
                .hasToString(
                        "hot-path vs_caffeine=4.00 min_caffeine=4.00 vs_caffeine_expiring=5.00 min_caffeine_expiring=5.00 "
                                + "vs_best_peer=4.00 min_best_peer=4.00 vs_jetcache=9.00 vs_cacheable=11.00 vs_spring=10.00 alloc_b=0");
        assertThat(verdicts(Subject.all()).lastLine(new LastLine("hot-path")))
                .hasToString(verdicts(Subject.named())
                        .lastLine(new LastLine("hot-path"))
                        .toString());
    }

    @Test
    void theFloorIsNoPeer() {
        assertThat(Subject.peers(Subject.all()))
                .doesNotContain(Subject.MAP, Subject.ASIDE)
                .hasSize(8);
    }

    @Test
    void theBoardJudgesEveryGoal() {
        assertThat(verdicts(Subject.named()).board().toString().lines())
                .filteredOn(line -> line.contains("not shown"))
                .hasSize(7);
    }

    /** One round in which each takes a nanosecond more than the one declared before it, beginning with two. */
    private static Verdicts verdicts(List<Subject> subjects) {
        Samples samples = new Samples();
        for (Subject subject : subjects) {
            double nanos = subject == Subject.ASIDE ? 1 : Subject.all().indexOf(subject) + 2;
            samples.add(0, "p", subject.name(), new Sample(nanos, 0));
        }
        return Verdicts.of(samples, subjects);
    }
}
