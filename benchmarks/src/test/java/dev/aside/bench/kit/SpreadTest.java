package dev.aside.bench.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void roundsHaveAMedianAndTwoEnds() {
        Spread spread = Spread.of(List.of(3.0, 1.0, 2.0));

        assertThat(spread).isEqualTo(new Spread(2, 1, 3, 3));
        assertThat(spread.full(1)).isEqualTo("2.0 (1.0-3.0)");
    }

    @Test
    void aRangeBelowZeroReadsAsOne() {
        assertThat(Spread.of(List.of(-1.0, -2.0)).range(1)).isEqualTo("-2.0 to -1.0");
    }

    @Test
    void oneRoundHasNoEnds() {
        assertThat(Spread.of(List.of(3.0)).full(1)).isEqualTo("3.0");
    }

    @Test
    void theSpreadHoldsItsFigure() {
        assertThat(Spread.of(1.5, List.of(1.6, 1.7))).isEqualTo(new Spread(1.5, 1.5, 1.7, 2));
        assertThat(Spread.of(1.8, List.of(1.6, 1.7))).isEqualTo(new Spread(1.8, 1.6, 1.8, 2));
    }
}
