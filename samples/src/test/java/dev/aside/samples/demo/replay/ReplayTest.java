package dev.aside.samples.demo.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.samples.demo.shop.Catalogue;
import dev.aside.samples.demo.shop.QueryCounts;
import dev.aside.samples.demo.shop.Row;
import dev.aside.samples.demo.trace.Accesses;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Accesses accesses =
            Accesses.of(IntStream.range(0, 50_000).map(i -> (i * 31) % 500).toArray());
    private final Catalogue catalogue = new Catalogue(key -> "\"id\":" + key);
    private final Replay replay = replay(Duration.ZERO);

    @Test
    void aStoreThatAnswersWhatWasWrittenIsNeverWrong() throws InterruptedException {
        Phase phase = replay.run(new MapStore(true), LONG, sample -> {});

        assertThat(phase.wrongReads()).isZero();
        assertThat(phase.oldestServed()).isZero();
        assertThat(phase.accesses()).isEqualTo(50_000);
        assertThat(phase.reads()).isBetween(44_500L, 45_500L);
        assertThat(phase.writes()).isEqualTo(50_000 - phase.reads());
        assertThat(phase.latency().getTotalCount()).isEqualTo(phase.reads());
    }

    @Test
    void aStoreThatForgetsWritesIsFoundWrong() throws InterruptedException {
        Phase phase = replay.run(new MapStore(false), LONG, sample -> {});

        assertThat(phase.wrongReads()).isPositive();
        assertThat(phase.oldestServed()).isPositive();
    }

    @Test
    void anAgeWithinTheBoundIsToldButNotWrong() throws InterruptedException {
        Phase phase = replay(Duration.ofHours(1)).run(new MapStore(false), LONG, sample -> {});

        assertThat(phase.wrongReads()).isZero();
        assertThat(phase.oldestServed()).isPositive();
    }

    @Test
    void aChangeNotAcknowledgedHoldsNobodyToIt() throws InterruptedException {
        Phase phase = replay.run(
                new MapStore(true) {
                    @Override
                    public boolean write(Row row) {
                        return false;
                    }
                },
                LONG,
                sample -> {});

        assertThat(phase.wrongReads()).isZero();
    }

    @Test
    void missingAndForeignRowsAreWrong() throws InterruptedException {
        Row foreign = catalogue.row(-1, Long.MAX_VALUE);
        Phase phase = replay.run(
                new MapStore(true) {
                    @Override
                    public @Nullable Row read(Integer key) {
                        return key % 2 == 0 ? null : foreign;
                    }
                },
                LONG,
                sample -> {});

        assertThat(phase.wrongReads()).isEqualTo(phase.reads());
    }

    @Test
    void endsWhenTheBudgetIsUsedUp() throws InterruptedException {
        Phase phase = replay.run(new MapStore(true), Duration.ZERO, sample -> {});

        // One chunk all the same: a replay of nothing would have no figures.
        assertThat(phase.accesses()).isEqualTo(128);
    }

    @Test
    void aFailureEndsTheReplay() {
        MapStore failing = new MapStore(true) {
            @Override
            public @Nullable Row read(Integer key) {
                throw new IllegalStateException("no database");
            }
        };

        assertThatThrownBy(() -> replay.run(failing, LONG, sample -> {}))
                .isInstanceOf(ReplayException.class)
                .hasMessage("the replay stopped: no database");
    }

    @Test
    void samplesItsCourseFromBeginToEnd() throws InterruptedException {
        Phase phase = replay.run(new MapStore(true), LONG, sample -> {});

        assertThat(phase.samples()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(phase.samples().get(0).reads()).isZero();
        Sample last = phase.samples().get(phase.samples().size() - 1);
        assertThat(last.accesses()).isEqualTo(50_000);
        assertThat(last.reads()).isEqualTo(phase.reads());
    }

    private Replay replay(Duration bound) {
        return new Replay(new Workload(accesses, 0.1, 4), catalogue, bound, () -> new QueryCounts(0, 0));
    }

    /** Holds every row; as broken as asked for. */
    private class MapStore implements Store {
        private final Map<Integer, Row> rows = new ConcurrentHashMap<>();
        private final boolean remembers;

        MapStore(boolean remembers) {
            this.remembers = remembers;
        }

        @Override
        public @Nullable Row read(Integer key) {
            return rows.getOrDefault(key, catalogue.row(key, Row.FIRST_VERSION));
        }

        @Override
        public boolean write(Row row) {
            if (remembers) {
                rows.put(row.key(), row);
            }
            return true;
        }
    }
}
