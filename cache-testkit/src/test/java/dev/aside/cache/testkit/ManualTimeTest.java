package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ManualTimeTest {

    private final ManualTime time = new ManualTime();
    private final long start = time.millis();
    private final List<String> log = new ArrayList<>();

    private void log(String what) {
        log.add(what + "@" + (time.millis() - start));
    }

    private Scheduler.Scheduled in(long millis, Runnable task) {
        return time.schedule(task, Duration.ofMillis(millis));
    }

    @Test
    void tasksRunInOrderEachAtItsOwnTime() {
        in(20, () -> log("b"));
        in(10, () -> log("a"));
        in(20, () -> log("c"));
        time.advance(Duration.ofMillis(19));
        assertThat(log).containsExactly("a@10");
        time.advance(Duration.ofMillis(1));
        assertThat(log).containsExactly("a@10", "b@20", "c@20");
    }

    @Test
    void tasksScheduledMeanwhileRunIfTheyAreDue() {
        in(10, () -> {
            log("first");
            in(10, () -> log("second"));
            in(100, () -> log("later"));
            in(0, () -> log("at once"));
        });
        time.advance(Duration.ofMillis(30));
        assertThat(log).containsExactly("first@10", "at once@10", "second@20");
        assertThat(time.pending()).isEqualTo(1);
    }

    @Test
    void aTaskWithoutDelayWaitsForTheNextAdvance() {
        in(0, () -> log("now"));
        assertThat(log).isEmpty();
        time.advance(Duration.ZERO);
        assertThat(log).containsExactly("now@0");
    }

    @Test
    void aTaskTakenBackDoesNotRun() {
        Scheduler.Scheduled task = in(10, () -> log("never"));
        task.cancel();
        task.cancel();
        time.advance(Duration.ofSeconds(1));
        assertThat(log).isEmpty();
        assertThat(time.pending()).isZero();
    }

    @Test
    void theCoarseClockFollowsEveryStep() {
        CacheRuntime runtime = time.runtime();
        in(7, () -> log("coarse " + runtime.clock().millis()));
        time.advance(Duration.ofMillis(11));
        assertThat(log).containsExactly("coarse 7@7");
        assertThat(runtime.clock().millis()).isEqualTo(11);
    }

    @Test
    void aTaskThatThrowsStopsNothingAndIsThrownAtTheEnd() {
        in(1, () -> {
            throw new IllegalStateException("first");
        });
        in(2, () -> {
            throw new IllegalArgumentException("second");
        });
        in(3, () -> log("third"));
        assertThatThrownBy(() -> time.advance(Duration.ofMillis(5)))
                .isInstanceOf(IllegalStateException.class)
                .hasSuppressedException(new IllegalArgumentException("second"));
        assertThat(log).containsExactly("third@3");
        assertThat(time.millis() - start).isEqualTo(5);
    }

    @Test
    void timeIsNotAdvancedFromWithinItself() {
        in(1, () -> time.advance(Duration.ofMillis(1)));
        assertThatThrownBy(() -> time.advance(Duration.ofMillis(1))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void timeDoesNotGoBack() {
        assertThatThrownBy(() -> time.advance(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> in(-1, () -> log("never"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theCalendarFollows_andIsTheSameInEveryRun() {
        CacheRuntime runtime = time.runtime();
        Instant before = runtime.wallClock().instant();
        assertThat(new ManualTime().runtime().wallClock().instant()).isEqualTo(before);
        time.advance(Duration.ofHours(25));
        assertThat(runtime.wallClock().instant()).isEqualTo(before.plus(Duration.ofHours(25)));
    }

    @Test
    void randomNumbersAreTheSameInEveryRun() {
        long first = time.runtime().newStamp();
        assertThat(new ManualTime().runtime().newStamp()).isEqualTo(first);
        assertThat(time.runtime(Runnable::run, 7).newStamp()).isNotEqualTo(first);
    }

    @Test
    void aManualExecutorRunsWhatItIsTold() {
        ManualExecutor executor = new ManualExecutor();
        CacheRuntime runtime = time.runtime(executor);
        runtime.executor().execute(() -> log("one"));
        runtime.executor().execute(() -> executor.execute(() -> log("three")));
        assertThat(executor.size()).isEqualTo(2);
        assertThat(executor.runNext()).isTrue();
        assertThat(log).containsExactly("one@0");
        assertThat(executor.runAll()).isEqualTo(2);
        assertThat(log).containsExactly("one@0", "three@0");
        assertThat(executor.runNext()).isFalse();
    }
}
