package dev.aside.bench.redisfaults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.bench.redisfaults.Call.Saw;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A few rows in short, one of each layout. What they take is not looked at: a test's machine may be slow. */
@Timeout(120)
class TrialIT {
    private static final Spans SHORT =
            new Spans(Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofMillis(1_000), Duration.ofMillis(5));

    @ParameterizedTest
    @EnumSource(names = {"KILL", "NOSCRIPT", "FAILOVER", "ROTATION", "CERTIFICATE", "LOADING"})
    void aRowIsPlayed_andNothingIsStale(Row row) {
        Story story = new Trial(row, SHORT).play();
        Judgement judged = new Judgement(story, Pauses.of(List.of()));
        assertThat(judged.freshness().stale()).isZero();
        assertThat(judged.count(Saw.VALUE)).isGreaterThan(100);
        assertThat(judged.count(Saw.APPLIED)).isGreaterThan(5);
        assertThat(judged.count(Saw.NOTHING)).isZero();
        assertThat(judged.loads()).isGreaterThan(10);
        assertThat(story.nearHits()).isPositive();
        assertThat(story.farHits()).isPositive();
        assertThat(story.unequal()).isZero();
        assertThat(story.leaks()).isEmpty();
    }
}
