package dev.aside.bench.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void medianOfAnOddNumberIsTheMiddle() {
        assertThat(Figures.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5);
    }

    @Test
    void medianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
        assertThat(Figures.median(List.of(9.0, 1.0, 5.0, 6.0))).isEqualTo(5.5);
    }

    @Test
    void geometricMeanOfARatioAndItsInverseIsOne() {
        assertThat(Figures.geometricMean(List.of(4.0, 0.25))).isCloseTo(1, within(1e-12));
        assertThat(Figures.geometricMean(List.of(1.0, 2.0, 4.0))).isCloseTo(2, within(1e-12));
    }

    @Test
    void nothingHasNoFigure() {
        assertThatIllegalArgumentException().isThrownBy(() -> Figures.median(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> Figures.geometricMean(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> Figures.geometricMean(List.of(1.0, 0.0)));
        assertThatIllegalArgumentException().isThrownBy(() -> Figures.geometricMean(List.of(Double.NaN)));
    }
}
