package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.testkit.ManualTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is done after a pause. */
final class AlarmTest {

    private final ManualTime time = new ManualTime();
    private final AtomicInteger done = new AtomicInteger();
    private final Alarm alarm = new Alarm(time, done::incrementAndGet);

    @Test
    void goesOffOnce() {
        assertThat(alarm.set(Duration.ofSeconds(2))).isTrue();
        time.advance(Duration.ofMillis(1_999));
        assertThat(done).hasValue(0);
        time.advance(Duration.ofSeconds(10));
        assertThat(done).hasValue(1);
    }

    @Test
    void setAgain_goesOffThenAndNotBefore() {
        assertThat(alarm.set(Duration.ofSeconds(2))).isTrue();
        assertThat(alarm.set(Duration.ofSeconds(5))).isTrue();
        time.advance(Duration.ofSeconds(4));
        assertThat(done).hasValue(0);
        time.advance(Duration.ofSeconds(10));
        assertThat(done).hasValue(1);
    }

    @Test
    void closed_neverGoesOff_howeverOftenItIsSet() {
        assertThat(alarm.set(Duration.ofSeconds(2))).isTrue();
        alarm.close();
        assertThat(alarm.set(Duration.ofSeconds(2))).isFalse();
        time.advance(Duration.ofSeconds(10));
        assertThat(done).hasValue(0);
    }
}
