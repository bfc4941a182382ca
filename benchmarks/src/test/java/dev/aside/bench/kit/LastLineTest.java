package dev.aside.bench.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;

class LastLineTest {
    private static final Ratio RATIO = Ratio.of(List.of(1.0999, 1.0999), List.of(1.0999));

    @Test
    void keysStandInTheirOrder() {
        LastLine line =
                new LastLine("q").ratioWithMin("x", RATIO).ratio("y", RATIO).cost("alloc_b", 0);

        assertThat(line).hasToString("q vs_x=1.09 min_x=1.09 vs_y=1.09 alloc_b=0");
    }

    @Test
    void roundingIsAgainstUs() {
        assertThat(new LastLine("q").ratio("x", RATIO).cost("b", 0.011)).hasToString("q vs_x=1.09 b=0.02");
    }

    @Test
    void aLossIsRoundedAwayFromNothing() {
        assertThat(new LastLine("q").gain("p", -0.501).gain("q", 0.509)).hasToString("q p=-0.51 q=0.50");
    }

    @Test
    void aKeyIsPutOnce() {
        LastLine line = new LastLine("q").cost("b", 1);

        assertThatIllegalStateException().isThrownBy(() -> line.cost("b", 1));
    }
}
