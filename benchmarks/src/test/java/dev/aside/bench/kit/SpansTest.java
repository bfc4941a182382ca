package dev.aside.bench.kit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpansTest {
    @Test
    void aTurnOfARecordIsASecond_howeverLongItTookToGetThere() {
        assertThat(Spans.FULL.turnMillis(600_000, 120)).isEqualTo(1_000);
    }

    @Test
    void aLookDividesWhatIsLeft() {
        assertThat(Spans.QUICK.warmMillis(3)).isEqualTo(8_000);
        assertThat(Spans.QUICK.turnMillis(24_000, 54)).isEqualTo(333);
        assertThat(Spans.QUICK.turnMillis(24_000, 2)).isEqualTo(1_000);
    }

    @Test
    void aTurnThatShowsNothingIsNotMade() {
        assertThat(Spans.QUICK.turnMillis(43_000, 54)).isEqualTo(200);
    }
}
