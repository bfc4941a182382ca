package dev.aside.samples.demo.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OracleTest {
    // Times wrap around: an oracle that compared instead of subtracting would fail here.
    private final long t0 = Long.parseLong("9223372036854775757");

    private final Oracle oracle = new Oracle(4, Duration.ofNanos(100));

    @Test
    void anUnchangedObjectIsNeverStale() {
        assertThat(oracle.age(0, 1, t0)).isZero();
    }

    @Test
    void theNewestVersionIsNeverStale() {
        oracle.acknowledge(0, 2, t0);

        assertThat(oracle.age(0, 2, t0 + 90)).isZero();
        assertThat(oracle.age(1, 1, t0 + 90)).isZero();
    }

    @Test
    void aVersionNotYetAcknowledgedIsNotStale() {
        oracle.acknowledge(0, 2, t0);

        assertThat(oracle.age(0, 3, t0 + 90)).isZero();
    }

    @Test
    void ageCountsFromTheFirstChangeMissed() {
        oracle.acknowledge(0, 2, t0);
        oracle.acknowledge(0, 3, t0 + 30);
        oracle.acknowledge(0, 4, t0 + 60);

        assertThat(oracle.age(0, 1, t0 + 90)).isEqualTo(90);
        assertThat(oracle.age(0, 2, t0 + 90)).isEqualTo(60);
        assertThat(oracle.age(0, 3, t0 + 90)).isEqualTo(30);
    }

    @Test
    void aChangeAcknowledgedAfterTheReadBeganDoesNotCount() {
        oracle.acknowledge(0, 2, t0 + 10);

        assertThat(oracle.age(0, 1, t0 + 10)).isZero();
        assertThat(oracle.age(0, 1, t0)).isZero();
        assertThat(oracle.age(0, 1, t0 + 11)).isEqualTo(1);
    }

    @Test
    void aVersionThatFailedLeavesAGap() {
        oracle.acknowledge(0, 4, t0);

        assertThat(oracle.age(0, 1, t0 + 5)).isEqualTo(5);
        assertThat(oracle.age(0, 3, t0 + 5)).isEqualTo(5);
    }

    @Test
    void forgetsWhatIsOutsideTheWindowButNotThatItWas() {
        oracle.acknowledge(0, 2, t0);
        oracle.acknowledge(0, 3, t0 + 50);
        oracle.acknowledge(0, 4, t0 + 120);
        oracle.acknowledge(1, 2, t0 + 160);

        // The change to 2 is forgotten, that to 3 stands for it: told too young, but at least as old as the window.
        assertThat(oracle.age(0, 1, t0 + 160)).isEqualTo(110);
        assertThat(oracle.age(0, 2, t0 + 160)).isEqualTo(110);
        assertThat(oracle.age(0, 3, t0 + 160)).isEqualTo(40);
    }
}
