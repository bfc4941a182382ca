package dev.aside.bench.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Fork FORK = new Fork(PaceTest.class, 2, 2, 300);

    private final AtomicLong now = new AtomicLong();

    @Test
    void leavesAForkAloneWhileTheBudgetLasts() {
        Pace pace = new Pace(Duration.ofSeconds(20), 10, now::get);

        assertThat(pace.cut(FORK).millis()).isEqualTo(300);
    }

    @Test
    void cutsWhatIsToComeWhenStartingTakesLong() {
        Pace pace = new Pace(Duration.ofSeconds(20), 10, now::get);
        now.set(2_200);
        pace.ran(FORK, 2_200);

        // 17.8 s for 9 forks, 1 s each of it for starting
        assertThat(pace.cut(FORK).millis()).isEqualTo(244);
    }

    @Test
    void neverCutsToNothing() {
        Pace pace = new Pace(Duration.ofSeconds(1), 10, now::get);
        now.set(30_000);

        assertThat(pace.cut(FORK).millis()).isEqualTo(Pace.SHORTEST_MILLIS);
    }
}
