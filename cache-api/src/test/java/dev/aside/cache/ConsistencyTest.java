package dev.aside.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsistencyTest {

    @Test
    void everyModeIsReadAsItIsWritten_inAnyCaseAndAnyLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(new Locale("tr", "TR"));
            for (Consistency mode : List.of(
                    Consistency.EVENTUAL,
                    Consistency.READ_YOUR_WRITES,
                    Consistency.STRICT,
                    Consistency.bounded(Duration.ofMillis(250)))) {
                assertThat(Consistency.parse(mode.toString())).isEqualTo(mode);
                assertThat(Consistency.parse(" " + mode.toString().toLowerCase(Locale.ROOT)))
                        .isEqualTo(mode);
            }
        } finally {
            Locale.setDefault(before);
        }
        assertThat(Consistency.parse("BOUNDED").bound()).isEqualTo(Consistency.DEFAULT_BOUND);
        assertThat(Consistency.parse("bounded(2s)").bound()).isEqualTo(Duration.ofSeconds(2));
    }

    /** Row 77: a setting that is misspelt. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", "STRIKT", "BOUNDED()", "BOUNDED(-1s)", "BOUNDED(1h)", "BOUNDED(1s", "BOUNDED(9999999999s)"})
    void whatNamesNoMode_isRefusedWithWhatIsAllowed(String text) {
        assertThatThrownBy(() -> Consistency.parse(text))
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("EVENTUAL, BOUNDED, BOUNDED(<n>ms), BOUNDED(<n>s), READ_YOUR_WRITES or STRICT");
    }

    /** Row 49: a bound of nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"BOUNDED(0s)", "BOUNDED(9ms)"})
    void boundTooSmall_isRefusedWithTheLeast(String text) {
        assertThatThrownBy(() -> Consistency.parse(text))
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("at least PT0.01S");
    }
}
