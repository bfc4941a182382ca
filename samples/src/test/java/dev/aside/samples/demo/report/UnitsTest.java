package dev.aside.samples.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {

    @ParameterizedTest
    @CsvSource({
        "0,0 ns",
        "999,999 ns",
        "1000,1.00 us",
        "12345,12.3 us",
        "123456,123 us",
        "1500000,1.50 ms",
        "61000000000,61.0 s"
    })
    void writesATimeInTheUnitThatFits(long nanos, String text) {
        assertThat(Units.time(Duration.ofNanos(nanos))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0.5,0.5", "100,100", "250000,250k", "1500000,1.5M", "99.99,99.99"})
    void writesTicksShort(double number, String text) {
        assertThat(Units.compact(number)).isEqualTo(text);
    }

    @Test
    void writesSharesAndMilliseconds() {
        assertThat(Units.percent(0.98271)).isEqualTo("98.27 %");
        assertThat(Units.millis(Duration.ofNanos(1_260_000))).isEqualTo("1.3 ms");
    }
}
