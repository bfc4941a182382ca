package dev.aside.bench.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScalesTest {
    private static final Pairs PAIRS = Pairs.of(10_000);

    @ParameterizedTest
    @EnumSource(Subject.class)
    void everySubjectKeepsEveryPair(Subject subject) {
        Filled filled = Filled.with(PAIRS, subject);

        assertThat(PAIRS.keys())
                .allSatisfy(key -> assertThat(filled.find().apply(key)).isEqualTo(PAIRS.value(key)));
        filled.close().run();
    }

    @Test
    void tablesAreAsFullWhateverTheSize() {
        assertThat(Pairs.of(1_000_000).bound()).isEqualTo(1 << 20);
        assertThat(Pairs.of(500_000).bound()).isEqualTo(1 << 19);
    }
}
