package dev.aside.samples.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.samples.database.Flow.Traffic;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FlowTest {

    private long nanos = 1;
    private final Flow flow = new Flow(() -> nanos);

    private void pass(long millis) {
        nanos += Duration.ofMillis(millis).toNanos();
    }

    @Test
    void whoAnswers_isCounted_andTheLongestPauseIsKept() {
        flow.done("a");
        pass(300);
        flow.failed();
        flow.done("b");
        pass(20);
        flow.done("b");
        assertThat(flow.traffic()).isEqualTo(new Traffic(Map.of("a", 1L, "b", 2L), 300, 1));
    }

    @Test
    void aPauseThatLasts_countsBeforeItIsOver() {
        flow.done("a");
        pass(700);
        assertThat(flow.traffic().pauseMillis()).isEqualTo(700);
    }

    @Test
    void whatWasBefore_isForgotten_butNotThePauseThatThereIs() {
        pass(900);
        flow.done("a");
        pass(200);
        flow.failed();
        flow.begin();
        pass(200);
        flow.done("a");
        assertThat(flow.traffic()).isEqualTo(new Traffic(Map.of("a", 2L), 400, 0));
    }
}
