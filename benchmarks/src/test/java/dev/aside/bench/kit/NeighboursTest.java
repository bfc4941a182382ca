package dev.aside.bench.kit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NeighboursTest {
    private static final String ALL = "cpu  10 20 30 400 50 1 2 3 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n";
    private static final String OWN = "77 (a (name) b) S 1 77 77 0 -1 4194304 1 1 0 0 5 6 7 8 20 0 1 0 99 0 0";

    @Test
    void ticksAreReadFromTheKernelsPages() {
        assertThat(Neighbours.Ticks.parse(ALL, OWN)).isEqualTo(new Neighbours.Ticks(516, 66, 26));
    }

    @Test
    void somethingIsAlwaysSaid() {
        assertThat(Neighbours.watch().seen()).endsWith(".");
    }
}
