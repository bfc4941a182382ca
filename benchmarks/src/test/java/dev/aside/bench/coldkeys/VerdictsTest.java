package dev.aside.bench.coldkeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.bench.kit.Rounds;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictsTest {
    private final Verdicts verdicts = new Verdicts(Rounds.run(
            3,
            Duration.ofDays(1),
            Subject.named(),
            subject -> Map.of(
                    Misses.NANOS, subject == Subject.ASIDE ? 10.0 : 25.0, Misses.AWAITED, 2.0, Misses.REQUESTS, 5.0)));

    @Test
    void theLastLineHasEveryKeyInItsOrder() {
        assertThat(verdicts.lastLine()).hasToString("cold-keys awaited_trips_per_miss=2.00 vs_redisson=2.50");
    }

    @Test
    void twoTripsAreAllowed() {
        assertThat(verdicts.board().toString().lines())
                .filteredOn(line -> line.contains("must <= 2"))
                .singleElement()
                .asString()
                .contains("met");
    }
}
