package dev.aside.bench.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private enum Subject {
        A,
        B,
        C
    }

    private static final List<Subject> ALL = List.of(Subject.values());

    private final AtomicLong now = new AtomicLong();
    private final List<Subject> asked = new ArrayList<>();

    private Rounds<Subject> run(int rounds, Duration budget, Function<Subject, Map<String, Double>> measure) {
        return Rounds.run(
                rounds,
                budget,
                ALL,
                subject -> {
                    asked.add(subject);
                    return measure.apply(subject);
                },
                now::get);
    }

    @Test
    void everyRoundIsEverySubjectOnceInAnOrderOfItsOwn() {
        run(9, Duration.ofHours(1), subject -> Map.of());

        List<List<Subject>> orders = new ArrayList<>();
        for (int round = 0; round < 9; round++) {
            List<Subject> order = asked.subList(3 * round, 3 * round + 3);
            assertThat(order).containsExactlyInAnyOrderElementsOf(ALL);
            orders.add(order);
        }
        assertThat(orders.stream().distinct()).hasSizeGreaterThan(1);
    }

    @Test
    void aFigureIsTheMedianOfItsRounds() {
        double[] next = {3, 1, 2};
        Rounds<Subject> rounds = run(
                3, Duration.ofHours(1), subject -> Map.of("f", subject == Subject.A ? next[asked.size() / 3 % 3] : 0));

        assertThat(rounds.of(Subject.B, "f")).containsExactly(0.0, 0.0, 0.0);
        assertThat(rounds.spread(Subject.A, "f").rounds()).isEqualTo(3);
        assertThat(rounds.figures()).containsExactly("f");
        assertThat(rounds.subjects()).isEqualTo(ALL);
    }

    @Test
    void aRoundThatWouldNotFitIsNotBegun() {
        Rounds<Subject> rounds = run(9, Duration.ofSeconds(10), subject -> {
            now.addAndGet(1_200);
            return Map.of("f", 1.0);
        });

        assertThat(rounds.spread(Subject.A, "f").rounds()).isEqualTo(2);
    }

    @Test
    void theFirstRoundIsAlwaysRun() {
        Rounds<Subject> rounds = run(9, Duration.ZERO, subject -> {
            now.incrementAndGet();
            return Map.of("f", 1.0);
        });

        assertThat(rounds.spread(Subject.A, "f").rounds()).isEqualTo(1);
    }

    @Test
    void aMissingFigureIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> run(1, Duration.ZERO, subject -> Map.of()).of(Subject.A, "f"))
                .withMessage("No f of A");
    }
}
