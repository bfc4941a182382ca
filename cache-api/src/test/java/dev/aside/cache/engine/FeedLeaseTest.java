package dev.aside.cache.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.Consistency;
import dev.aside.cache.spi.CoarseClock;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much of its bound a near copy is served unlooked at. */
class FeedLeaseTest {

    @ParameterizedTest
    @CsvSource({"10, 4", "20, 14", "24, 18", "100, 75", "1000, 750", "60000, 45000"})
    void leavesAQuarter_andInAnyCaseMoreThanTheCoarseClockLags(long bound, long lease) {
        assertThat(FeedGuard.leaseMillis(Duration.ofMillis(bound))).isEqualTo(lease);
        assertThat(bound - lease).isGreaterThan(CoarseClock.PERIOD.toMillis());
    }

    @ParameterizedTest
    @CsvSource("10")
    void smallestBound_isAboveIt(long bound) {
        assertThat(Consistency.bounded(Duration.ofMillis(bound)).bound()).hasMillis(bound);
        assertThat(FeedGuard.leaseMillis(Duration.ofMillis(bound))).isPositive();
    }
}
