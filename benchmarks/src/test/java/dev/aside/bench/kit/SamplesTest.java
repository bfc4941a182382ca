package dev.aside.bench.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {
    private final Samples samples = new Samples();

    private void round(int round, String point, double ours, double a, double b) {
        samples.add(round, point, "ours", new Sample(ours, 0));
        samples.add(round, point, "a", new Sample(a, 24));
        samples.add(round, point, "b", new Sample(b, 0));
    }

    @Test
    void aRatioIsTheirTimeByOursOverAllPoints() {
        round(0, "p", 10, 40, 20);
        round(0, "q", 10, 10, 90);

        Ratio ratio = samples.ratio(List.of("a"), "ours");

        assertThat(ratio.mean().figure()).isCloseTo(2, within(1e-12));
        assertThat(ratio.min()).isEqualTo(1);
    }

    @Test
    void aRatioIsFormedWithinARoundSoThatASlowRoundChangesNothing() {
        round(0, "p", 10, 20, 1);
        round(1, "p", 1000, 2000, 1);
        round(2, "p", 10, 20, 1);

        assertThat(samples.ratio(List.of("a"), "ours").mean()).satisfies(mean -> {
            assertThat(mean.low()).isCloseTo(2, within(1e-12));
            assertThat(mean.high()).isCloseTo(2, within(1e-12));
        });
        assertThat(samples.nanos("p", "ours")).isEqualTo(new Spread(10, 10, 1000, 3));
    }

    @Test
    void theMedianOfTheRoundsCountsAndTheSpreadShowsTheRest() {
        round(0, "p", 10, 20, 1);
        round(1, "p", 10, 30, 1);
        round(2, "p", 10, 90, 1);

        Spread mean = samples.ratio(List.of("a"), "ours").mean();

        assertThat(mean.figure()).isCloseTo(3, within(1e-12));
        assertThat(mean.low()).isCloseTo(2, within(1e-12));
        assertThat(mean.high()).isCloseTo(9, within(1e-12));
    }

    @Test
    void theBestPeerIsEachPointsOwn() {
        round(0, "p", 10, 40, 20);
        round(0, "q", 10, 80, 90);

        Ratio ratio = samples.ratio(List.of("a", "b"), "ours");

        assertThat(ratio.mean().figure()).isCloseTo(4, within(1e-12));
        assertThat(ratio.min()).isEqualTo(2);
    }

    @Test
    void bytesBelowAHundredthAreNone() {
        samples.add(0, "p", "ours", new Sample(10, 0.009));
        samples.add(0, "q", "ours", new Sample(10, 0.011));
        samples.add(0, "r", "ours", new Sample(10, 0.001));

        assertThat(samples.bytes("ours").figure()).isZero();
        assertThat(samples.bytes("q", "ours").figure()).isEqualTo(0.011);
    }

    @Test
    void aMissingSampleIsNamed() {
        round(0, "p", 10, 20, 30);

        assertThatIllegalStateException()
                .isThrownBy(() -> samples.nanos("p", "nobody"))
                .withMessage("No sample of nobody at p in round 1");
    }
}
