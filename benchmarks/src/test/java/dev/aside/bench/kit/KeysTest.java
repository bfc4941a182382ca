package dev.aside.bench.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class KeysTest {
    private static final Keys KEYS = Keys.zipf(1_000);

    @Test
    void areTheSameEveryTime() {
        assertThat(Keys.zipf(1_000).drawn()).isEqualTo(KEYS.drawn());
    }

    @Test
    void haveTwentyOneCharacters() {
        assertThat(KEYS.all()).hasSize(1_000).doesNotHaveDuplicates().allMatch(key -> key.length() == 21);
    }

    @Test
    void followZipf() {
        Keys many = Keys.zipf(100_000);
        Map<String, Long> counts =
                Arrays.stream(many.drawn()).collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        long[] ranked =
                counts.values().stream().mapToLong(Long::longValue).sorted().toArray();
        double ratio = (double) ranked[ranked.length - 1] / ranked[ranked.length - 10];

        // The first rank is asked for 10^0.99 times as often as the tenth.
        assertThat(ratio).isBetween(9.3, 10.3);
        assertThat(Set.copyOf(many.all()).containsAll(counts.keySet())).isTrue();
    }
}
