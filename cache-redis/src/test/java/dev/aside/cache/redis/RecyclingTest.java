package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.testkit.ManualTime;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is done every few minutes. */
final class RecyclingTest {

    private static final Duration HALF = Recycling.LONGEST.dividedBy(2);

    private final ManualTime time = new ManualTime();
    private final AtomicInteger done = new AtomicInteger();

    @Test
    void comesAgainAndAgain_notBeforeHalfOfTheLongestPause_norAfterIt() {
        try (Recycling recycling = new Recycling(done::incrementAndGet, time.runtime())) {
            recycling.begin();
            time.advance(HALF.minusMillis(1));
            assertThat(done).hasValue(0);
            time.advance(HALF.plusMillis(1));
            assertThat(done).hasValue(1);
            for (int i = 1; i <= 10; i++) {
                time.advance(Recycling.LONGEST);
            }
            assertThat(done.get()).isBetween(10, 21);
        }
    }

    @Test
    void isSpreadByChance() {
        Set<Duration> pauses = new HashSet<>();
        for (int seed = 0; seed < 20; seed++) {
            ManualTime own = new ManualTime();
            AtomicInteger times = new AtomicInteger();
            try (Recycling recycling = new Recycling(times::incrementAndGet, own.runtime(Runnable::run, seed))) {
                recycling.begin();
                Duration passed = Duration.ZERO;
                for (; times.get() == 0; passed = passed.plusSeconds(1)) {
                    own.advance(Duration.ofSeconds(1));
                }
                pauses.add(passed);
            }
        }
        assertThat(pauses).hasSizeGreaterThan(10);
    }

    @Test
    void endsWhenItIsClosed() {
        Recycling recycling = new Recycling(done::incrementAndGet, time.runtime());
        recycling.begin();
        recycling.close();
        recycling.begin();
        time.advance(Recycling.LONGEST);
        assertThat(done).hasValue(0);
    }
}
