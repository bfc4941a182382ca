package dev.aside.bench.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.bench.kit.Rounds;
import dev.aside.bench.kit.Sample;
import dev.aside.bench.kit.Samples;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictsTest {
    private static final int MEMBERS = 100_000;

    @Test
    void theLastLineHasEveryKeyInItsOrderAndTheQuickRunDropsNone() {
        String line =
                verdicts(Subject.named(), LocalPlan.quick(MEMBERS)).lastLine().toString();
        assertThat(line)
                .isEqualTo("leaderboard submit_vs_lettuce=3.00 around_vs_lettuce=3.00 vs_redisson=5.00 "
                        + "embedded_rank_vs_skiplist=2.00 requests_per_submit=1.00 bytes_per_member=150.00");
        assertThat(verdicts(Subject.all(), LocalPlan.full(MEMBERS)).lastLine()).hasToString(line);
    }

    @Test
    void theBoardJudgesEveryGoal() {
        assertThat(verdicts(Subject.named(), LocalPlan.quick(MEMBERS))
                        .board()
                        .toString()
                        .lines())
                .filteredOn(line -> line.contains("not shown"))
                .hasSize(7);
    }

    @Test
    void aRankThatTakesTwiceAsLongOnAHundredTimesTheMembers_growsByARootForEachTen() {
        LocalPlan plan = LocalPlan.quick(MEMBERS);
        Samples samples = new Samples();
        samples.add(0, Spot.growth(1_000, List.of()).toString(), Local.ASIDE.name(), new Sample(100, 0));
        samples.add(0, Spot.growth(MEMBERS, List.of()).toString(), Local.ASIDE.name(), new Sample(200, 0));
        assertThat(new LocalShown(plan, samples).growth().figure()).isBetween(1.414, 1.415);
    }

    /** One round in which each takes as long as its place, counted from one. */
    private static Verdicts verdicts(List<Subject> subjects, LocalPlan plan) {
        Samples local = new Samples();
        for (Spot spot : plan.spots()) {
            spot.locals().forEach(who -> local.add(0, spot.toString(), who.name(), new Sample(place(who), 0)));
        }
        return new Verdicts(
                Rounds.run(1, Duration.ofDays(1), subjects, VerdictsTest::figures), new LocalShown(plan, local));
    }

    private static double place(Local local) {
        return List.of(Local.values()).indexOf(local) + 1.0;
    }

    private static Map<String, Double> figures(Subject subject) {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (Act act : subject.calls()) {
            figures.put(act.nanos(), Subject.all().indexOf(subject) + 1.0);
            figures.put(act.bytes(), 100.0);
        }
        figures.put(Boards.BYTES, 150.0);
        figures.put(Boards.SUBMIT_REQUESTS, 1.0);
        figures.put(Boards.AROUND_REQUESTS, 1.0);
        return figures;
    }
}
