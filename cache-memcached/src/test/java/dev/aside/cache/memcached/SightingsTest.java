package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.testkit.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SightingsTest {

    private static final long UNUSED = 1_000_000;

    private final ManualTime time = new ManualTime();
    private final Sightings sightings = new Sightings(time);

    @Test
    void anotherIsBelievedAfterAsLongAsItMayHoldSinceItWasFirstSeen() {
        assertThat(sightings.missingMillis("k", 1, 100, 20)).isEqualTo(120);
        time.advance(Duration.ofMillis(119));
        sightings.saw("k", 1);
        assertThat(sightings.missingMillis("k", 1, 100, 20)).isEqualTo(1);
        time.advance(Duration.ofMillis(1));
        assertThat(sightings.missingMillis("k", 1, 100, 20)).isZero();
        assertThat(sightings.missingMillis("k", 2, 100, 20)).as("a new holder").isEqualTo(120);
        assertThat(sightings.missingMillis("l", 1, 100, 20))
                .as("of another slot")
                .isEqualTo(120);
    }

    @Test
    void oneOfThisProcessIsKnownSinceItWasSentAndForHowLong() {
        long sent = time.nanos();
        time.advance(Duration.ofMillis(30));
        sightings.placed("k", 1, 50, sent);
        assertThat(sightings.missingMillis("k", 1, UNUSED, 0)).isEqualTo(20);
        sightings.placed("k", 1, 50, time.nanos());
        assertThat(sightings.missingMillis("k", 1, UNUSED, 0))
                .as("placed again")
                .isEqualTo(50);
    }

    @Test
    void theOldestAreForgotten() {
        for (int i = 0; i <= Sightings.MAXIMUM; i++) {
            sightings.saw("k", i);
        }
        assertThat(sightings.size()).isEqualTo(Sightings.MAXIMUM);
        time.advance(Duration.ofMillis(10));
        assertThat(sightings.missingMillis("k", Sightings.MAXIMUM, 100, 0)).isEqualTo(90);
        assertThat(sightings.missingMillis("k", 0, 100, 0))
                .as("seen as for the first time")
                .isEqualTo(100);
    }
}
