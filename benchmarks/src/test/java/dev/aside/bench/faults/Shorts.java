package dev.aside.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.bench.faults.Call.Saw;
import dev.aside.bench.kit.Pauses;
import java.time.Duration;
import java.util.List;

/** Plays a row in short, and looks at what it came to but not at what it took: a test's machine may be slow. */
public final class Shorts {
    private static final Spans SHORT =
            new Spans(Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofMillis(1_000), Duration.ofMillis(5));

    private Shorts() {}

    /**
     * Plays a row.
     *
     * @param row the row, in which nothing may be stale and nothing left
     */
    public static void play(Row row) {
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
