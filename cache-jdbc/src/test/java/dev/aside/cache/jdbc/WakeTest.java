package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.EndpointRole;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How far behind a reader is, by when it and the writer were seen where. */
final class WakeTest {

    private static Sighting seen(EndpointRole role, long millis, long position) {
        long nanos = Duration.ofMillis(millis).toNanos();
        return new Sighting(role, "s", "h/1", position, Set.of(), nanos, nanos);
    }

    private static Sighting writer(long millis, long position) {
        return seen(EndpointRole.WRITER, millis, position);
    }

    private static long behind(Wake wake, long readerMillis, long position, long nowMillis) {
        return wake.behind(
                seen(EndpointRole.READER, readerMillis, position),
                Duration.ofMillis(nowMillis).toNanos());
    }

    @Test
    void whatTheWriterMayHaveWrittenSince_counts() {
        Wake wake = Wake.NONE.moved(writer(0, 0)).moved(writer(500, 50_000));
        assertThat(behind(wake, 500, 49_000, 500)).isEqualTo(1_000);
        assertThat(behind(wake, 500, 49_000, 600)).isEqualTo(11_000);
    }

    /** Two questions a moment apart, with a transaction in between. */
    @Test
    void oneLeapWithinAMoment_isNoSpeed() {
        Wake wake = Wake.NONE.moved(writer(0, 0)).moved(writer(500, 5_000)).moved(writer(501, 15_000));
        assertThat(behind(wake, 501, 15_000, 701)).isEqualTo(2_000);
        assertThat(behind(wake.moved(writer(1_000, 15_000)), 1_000, 15_000, 1_100))
                .as("what it leapt counts in the end")
                .isEqualTo(2_000);
    }

    @Test
    void anotherHistory_beginsAnew() {
        Wake wake = Wake.NONE.moved(writer(0, 0)).moved(writer(500, 50_000));
        Sighting next = new Sighting(EndpointRole.WRITER, "t", "h/2", 10, Set.of(), 1_000_000_000L, 1_000_000_000L);
        assertThat(behind(wake.moved(next), 1_000, 10, 2_000)).isZero();
    }
}
