package dev.aside.bench.hitrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.samples.demo.trace.Accesses;
import dev.aside.samples.demo.trace.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplayTest {
    @ParameterizedTest
    @EnumSource(Subject.class)
    void whatFitsIsLoadedOnce(Subject subject) {
        Accesses accesses = Accesses.of(1, 2, 1, 2, 1, 3, 1, 1);

        assertThat(Replay.hitRate(subject, accesses, 100)).isEqualTo(100.0 * 5 / 8);
    }

    @ParameterizedTest
    @EnumSource(Subject.class)
    void whatDoesNotFitIsNotHeld(Subject subject) {
        int[] twiceAround = new int[20_000];
        for (int i = 0; i < twiceAround.length; i++) {
            twiceAround[i] = i % 10_000;
        }

        assertThat(Replay.hitRate(subject, Accesses.of(twiceAround), 100)).isLessThan(2);
    }

    @Test
    void aCapacityIsAShareOfTheKeys() {
        Accesses accesses = Accesses.of(1, 2, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

        assertThat(Replay.capacity(accesses, 20)).isEqualTo(2);
        assertThat(Replay.capacity(accesses, 1)).isEqualTo(1);
        assertThat(Replay.point(Trace.WEB07, 20)).isEqualTo("web07 20 %");
    }
}
