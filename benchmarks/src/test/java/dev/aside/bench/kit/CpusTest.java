package dev.aside.bench.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CpusTest {
    @Test
    void aListMayHoldRanges() {
        assertThat(Cpus.parse("0,2-4,7")).containsExactly(0, 2, 3, 4, 7);
    }

    @Test
    void clientsAreStartedOnTheirOwn() {
        Cpus cpus = new Cpus(List.of(0, 1), 2);

        assertThat(cpus.launcher()).containsExactly("taskset", "-c", "0,1");
        assertThat(cpus).hasToString("Clients run on processor 0,1, the server on 2.");
    }

    @Test
    void whereNobodyIsBoundNothingStartsThem() {
        assertThat(new Cpus(List.of(), -1).launcher()).isEmpty();
    }

    @Test
    void noProcessorIsGivenTwice() {
        Cpus cpus = Cpus.divided();

        assertThat(cpus.clients()).doesNotContain(cpus.server());
    }
}
