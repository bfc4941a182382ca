package dev.aside.samples.demo.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {

    @Test
    void aLinearAxisEndsAtARoundNumber() {
        Axis axis = Axis.linear(0, 87_000, Units::compact);

        assertThat(axis.ticks().values()).containsExactly("0", "20k", "40k", "60k", "80k", "100k");
        assertThat(axis.place().applyAsDouble(50_000)).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void aSpanEndsWhereTheValuesDo() {
        Axis axis = Axis.span(12.1, Units::plain);

        assertThat(axis.ticks().values()).containsExactly("0", "5", "10");
        assertThat(axis.place().applyAsDouble(12.1)).isEqualTo(1);
    }

    @Test
    void aLogarithmicAxisHasATickForEachPowerOfTen() {
        Axis axis = Axis.logarithmic(180, 90_000, Units::compact);

        assertThat(axis.ticks().values()).containsExactly("100", "1k", "10k", "100k");
        assertThat(axis.place().applyAsDouble(1_000)).isCloseTo(1 / 3.0, within(1e-9));
    }

    @Test
    void percentilesGiveEachNineTheSameRoom() {
        Axis axis = Axis.percentiles(List.of(0.0, 90.0, 99.0, 99.9));

        assertThat(axis.ticks().values()).containsExactly("0", "90", "99", "99.9");
        assertThat(axis.place().applyAsDouble(90)).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(axis.place().applyAsDouble(99)).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(Axis.percentileSteps(99, 2))
                .satisfiesExactly(
                        first -> assertThat(first).isZero(),
                        middle -> assertThat(middle).isCloseTo(90, within(1e-9)),
                        last -> assertThat(last).isCloseTo(99, within(1e-9)));
    }
}
