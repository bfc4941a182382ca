package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** How soon it is tried again to connect. */
final class AttemptsTest {

    /** What chance has to say: the longest or the shortest of all pauses. */
    private boolean longest = true;

    private final Attempts attempts = new Attempts(new RandomGenerator() {
        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public long nextLong(long bound) {
            return longest ? bound - 1 : 0;
        }
    });

    private Duration pauseAfter(int failures) {
        attempts.isWell();
        for (int i = 0; i < failures; i++) {
            assertThat(attempts.failed()).isEqualTo(i == 0);
        }
        return attempts.pause();
    }

    @Test
    void pausesAreDoubled_upToTheLongest() {
        assertThat(pauseAfter(1)).isEqualTo(Timing.SHORTEST_PAUSE.multipliedBy(2));
        assertThat(pauseAfter(2)).isEqualTo(Timing.SHORTEST_PAUSE.multipliedBy(4));
        assertThat(pauseAfter(5)).isEqualTo(Timing.LONGEST_PAUSE);
        assertThat(pauseAfter(100)).isEqualTo(Timing.LONGEST_PAUSE);
    }

    @Test
    void halfOfAPauseIsByChance() {
        longest = false;
        assertThat(pauseAfter(1)).isEqualTo(Timing.SHORTEST_PAUSE);
        assertThat(pauseAfter(100)).isEqualTo(Timing.LONGEST_PAUSE.dividedBy(2));
    }

    @Test
    void reasonIsSaidOnce_untilThereHasBeenAConnection() {
        assertThat(attempts.isNews("refused")).isTrue();
        assertThat(attempts.isNews("refused")).isFalse();
        assertThat(attempts.isNews("unknown host")).isTrue();
        attempts.isWell();
        assertThat(attempts.isNews("refused")).isTrue();
    }
}
