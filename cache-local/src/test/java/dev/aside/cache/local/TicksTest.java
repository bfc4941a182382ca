package dev.aside.cache.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class TicksTest {

    private final ManualTime time = new ManualTime();
    private final LongAdder hits = new LongAdder();
    private final Ticks ticks = new Ticks(time.runtime().clock(), hits, () -> 100);

    private int present() {
        return ticks.present(time.runtime().clock().millis());
    }

    private void misses(int count) {
        for (int i = 0; i < count; i++) {
            ticks.miss();
        }
    }

    @Test
    void endsAfterAboutAsManyAccessesAsTheCacheHolds() {
        int first = present();
        hits.add(60);
        misses(24);
        assertThat(present()).isEqualTo(first);
        misses(24);
        assertThat(present()).isNotEqualTo(first);
    }

    @Test
    void countsAfreshInEveryTick() {
        hits.add(200);
        misses(6);
        int second = present();
        misses(60);
        assertThat(present()).isEqualTo(second);
        misses(60);
        assertThat(present()).isNotEqualTo(second);
    }

    @Test
    void endsAfterASecondWithoutAMiss() {
        int first = present();
        hits.add(1_000_000);
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
