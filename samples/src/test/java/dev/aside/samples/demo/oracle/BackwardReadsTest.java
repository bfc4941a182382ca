package dev.aside.samples.demo.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackwardReadsTest {
    private final BackwardReads reads = new BackwardReads(2);

    @Test
    void whatWasReadBeforeIsNotTakenBack() {
        reads.add(0, 2, 10, 20);
        reads.add(0, 1, 21, 30);

        assertThat(reads.count()).isEqualTo(1);
    }

    @Test
    void readsThatOverlapHaveNoOrder() {
        reads.add(0, 2, 10, 20);
        reads.add(0, 1, 20, 30);
        reads.add(0, 2, 40, 50);

        assertThat(reads.count()).isZero();
    }

    @Test
    void objectsHaveNothingToDoWithEachOther() {
        reads.add(0, 5, 10, 20);
        reads.add(1, 0, 30, 40);

        assertThat(reads.count()).isZero();
    }
}
