package dev.aside.bench.hotpath;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.bench.kit.Keys;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SubjectsTest {
    private static final Keys KEYS = Keys.zipf(1_000);

    @ParameterizedTest
    @EnumSource(Subject.class)
    void everySubjectAnswersEveryKeyWithItsOwnValue(Subject subject) {
        HitCache cache = Subjects.open(subject, KEYS);

        assertThat(KEYS.all()).allSatisfy(key -> assertThat(cache.get(key)).isEqualTo(FillOnly.value(key)));
    }
}
