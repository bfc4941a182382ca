package dev.aside.cache.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TicksTest {

    private final ManualTime time = new ManualTime();
    private final Ticks ticks = ticks(1_024);

    private Ticks ticks(long capacity) {
        return new Ticks(time.runtime().clock(), () -> capacity);
    }

    private int present() {
        return ticks.present(time.runtime().clock().millis());
    }

    private static int missesToTheEnd(Ticks ticks) {
        int first = ticks.present();
        int misses = 0;
        while (ticks.present() == first) {
            ticks.miss();
            misses++;
        }
        return misses;
    }

    @Test
    void endsAfterAMissForEvery256Places() {
        assertThat(missesToTheEnd(ticks)).isEqualTo(4);
        assertThat(missesToTheEnd(ticks)).isEqualTo(4);
    }

    @Test
    void endsAtEveryMissOfASmallCache() {
        assertThat(missesToTheEnd(ticks(0))).isEqualTo(1);
        assertThat(missesToTheEnd(ticks(300))).isEqualTo(1);
    }

    @Test
    void endsAfterASecondWithoutAMiss() {
        int first = present();
        time.advance(Duration.ofMillis(1_023));
        assertThat(present()).isEqualTo(first);
        time.advance(Duration.ofMillis(1));
        assertThat(present()).isNotEqualTo(first);
    }

    @Test
    void neverTakesAFreshEntryForRecorded() {
        assertThat(ticks.unrecorded()).isNotEqualTo(ticks.present());
    }
}
