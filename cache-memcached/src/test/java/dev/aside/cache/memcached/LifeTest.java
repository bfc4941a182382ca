package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LifeTest {

    private static final long NOW = 1_800_000_000_400L;

    /** Row 51: parts of a second. */
    @ParameterizedTest
    @CsvSource({
        "-5000, 2",
        "0, 2",
        "1, 2",
        "300, 2",
        "1000, 2",
        "1001, 3",
        "2000, 3",
        "2001, 4",
        "60000, 61",
        "2591999000, 2592000"
    })
    void isRoundedUpAndASecondMore(long millis, int seconds) {
        assertThat(Life.seconds(NOW + millis, NOW)).isEqualTo(seconds);
    }

    /** Row 52: more than thirty days. */
    @Test
    void beyondThirtyDaysItIsATimeByTheCalendar() {
        long month = Life.LONGEST_FROM_NOW * 1_000L;
        assertThat(Life.seconds(NOW + month, NOW)).isEqualTo(1_800_000_000 + Life.LONGEST_FROM_NOW + 1);
        assertThat(Life.seconds(NOW + month + 1, NOW)).isEqualTo(1_800_000_000 + Life.LONGEST_FROM_NOW + 2);
    }

    /** Row 52: sixty-eight years. */
    @Test
    void beyondWhat32BitsHoldItIsForEver() {
        long last = (Integer.MAX_VALUE - 1_800_000_000L - 1) * 1_000;
        assertThat(Life.seconds(NOW + last, NOW)).isEqualTo(Integer.MAX_VALUE);
        assertThat(Life.seconds(NOW + last + 1, NOW)).isEqualTo(Life.FOR_EVER);
        assertThat(Life.seconds(Long.MAX_VALUE, NOW)).isEqualTo(Life.FOR_EVER);
    }
}
