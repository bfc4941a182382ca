package dev.aside.bench.herd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HerdTest {
    @Test
    void loadsAreOfAllNodesAndTheSlowestCallerIsOfOne() {
        Map<String, Double> one = Map.of(Crowd.LOADS, 1.0, Crowd.FAILED, 0.0, Crowd.SLOWEST, 210.0);
        Map<String, Double> another = Map.of(Crowd.LOADS, 0.0, Crowd.FAILED, 2.0, Crowd.SLOWEST, 305.0);

        assertThat(Herd.together(List.of(one, another)))
                .isEqualTo(Map.of(Crowd.LOADS, 1.0, Crowd.FAILED, 2.0, Crowd.SLOWEST, 305.0));
    }
}
